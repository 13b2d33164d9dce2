"""The shapes that several addresses share; that of a document follows the column list."""

from typing import Any

from evidence import enums
from evidence.columns import COLUMNS, Attribute, Column
from evidence.policies.answers import LONGEST_LONG_TEXT, LONGEST_NAME, LONGEST_TEXT, MOST_ENTRIES
from evidence.study_card import QUESTIONS

from .import_shapes import IMPORT, IMPORT_FILE
from .shapes import FILE, NUMBER, SHA256, TEXT, Shape, array, nullable, obj, ref, taken, text

_PROBLEM = obj(
    {
        "type": TEXT,
        "title": TEXT,
        "status": NUMBER,
        "detail": {**TEXT, "description": "What was refused, why, and what to do."},
        "code": {**TEXT, "description": "The kind of refusal, for programs."},
        "request_id": {**TEXT, "description": "Names this request in the log."},
        "hint": {**TEXT, "description": "What to do instead."},
        "current": {"type": "object", "description": "What is stored now, where it was changed."},
        "problems": array(
            obj(
                {
                    "name": {**TEXT, "description": "The parameter or member that is wrong."},
                    "pointer": {**TEXT, "description": "Its place in the body."},
                    "code": TEXT,
                    "message": TEXT,
                    "hint": TEXT,
                },
                optional=("pointer", "hint"),
            )
        ),
    },
    optional=("hint", "current"),
)
_UNKNOWN = taken({"unknown": {"enum": list(enums.UNKNOWNS.values)}})
_CODES = array(obj({"curie": TEXT, "match": {"enum": list(enums.CODE_MATCHES.values)}}))


def _attribute(attribute: Attribute) -> Shape:
    if attribute.is_mark:
        return {"const": True, "description": attribute.label}
    known: Shape = {"enum": list(attribute.choices.values)} if attribute.choices else TEXT
    return {**known, "description": attribute.label}


def _answer(column: Column) -> Shape:
    if column.is_text:
        return {"anyOf": [TEXT, ref("Unknown")], "description": column.hint}
    name: Shape = {"enum": list(column.choices.values)} if column.choices else TEXT
    entry = {"name": name, "label": TEXT, "codes": ref("Codes"), "provisional": {"const": True}}
    entry |= {attribute.name: _attribute(attribute) for attribute in column.attributes}
    entries = array(obj(entry, optional=tuple(entry)[1:]))
    return {"anyOf": [entries, ref("Unknown")], "description": column.hint}


def _sent(column: Column) -> Shape:
    if column.is_text:
        longest = LONGEST_LONG_TEXT if column.kind == "long" else LONGEST_TEXT
        return {"anyOf": [text(longest), ref("Unknown")], "description": column.hint}
    entry: dict[str, Shape] = {"name": text(LONGEST_NAME)}
    entry |= {
        one.name: {"const": True} if one.is_mark else text(LONGEST_TEXT)
        for one in column.attributes
    }
    entries = array(taken(entry, optional=tuple(entry)))
    entries |= {"maxItems": MOST_ENTRIES if column.many else 1}
    return {"anyOf": [entries, ref("Unknown")], "description": column.hint}


def _content(*, is_patch: bool) -> Shape:
    columns = {column.name: _sent(column) for column in COLUMNS}
    if is_patch:
        columns = {
            name: {**shape, "anyOf": [*shape["anyOf"], {"type": "null"}]}
            for name, shape in columns.items()
        }
    return taken(columns, optional=tuple(columns))


_DOCUMENT = obj(
    {
        "schema_version": NUMBER,
        "accession": TEXT,
        "version": NUMBER,
        "citation": {
            "type": "object",
            "description": "Key, kind, title, CSL fields, identifiers and publication status.",
        },
        "study_card": {"type": ["object", "null"]},
        "claim": obj({c.name: _answer(c) for c in COLUMNS if not c.private}),
        "reading": TEXT,
        "directness": array(obj({"point": TEXT, "met": {"type": "boolean"}})),
        "level": obj({"value": TEXT, "suggested": TEXT}),
    }
)
_DOCUMENT["description"] = (
    "The frozen text of a version, byte for byte: its SHA-256 is document_sha256."
)
_VERSION = obj(
    {
        "accession": TEXT,
        "version": NUMBER,
        "status": {"enum": [value for value in enums.STATUSES.values if value != "draft"]},
        "reviewed_by": {**nullable(NUMBER), "description": "Reviewers; null while open."},
        "document_sha256": SHA256,
        "url": TEXT,
        "document": ref("Document"),
    }
)
_ITEM = obj(
    _VERSION["properties"]
    | {"versions": array(obj({"version": NUMBER, "status": TEXT, "url": TEXT}))}
)
_FILE = obj({"name": TEXT, "size": NUMBER, "sha256": SHA256, "media_type": TEXT, "url": TEXT})
_RELEASE = obj(
    {
        "number": TEXT,
        "label": TEXT,
        "published_at": {"type": "string", "format": "date-time"},
        "rows": NUMBER,
        "licence": TEXT,
        "publisher": TEXT,
        "contributors": array(TEXT),
        "note": TEXT,
        "cite_as": TEXT,
        "events_sha256": SHA256,
        "url": TEXT,
        "files": array(_FILE),
    }
)
_FIGURE = obj({name: nullable({"type": "number"}) for name in ("value", "low", "high")})
_FIGURE["description"] = "A coefficient and its 95 % interval; null is what cannot be said."
DOCUMENT, ITEM, RELEASE = ref("Document"), ref("Item"), ref("Release")


SECURITY: dict[str, Shape] = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token made at /me/tokens/. Its scopes are read, curate, review, edit.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "sessionid",
        "description": "A signed-in browser.",
    },
    "csrf": {
        "type": "apiKey",
        "in": "header",
        "name": "X-CSRFToken",
        "description": "With a session, every write carries it.",
    },
}
COMPONENTS: dict[str, Shape] = {
    "Problem": _PROBLEM,
    "Unknown": _UNKNOWN,
    "Content": _content(is_patch=False)
    | {"description": "A claim column by column, half typed or whole."},
    "ContentPatch": _content(is_patch=True)
    | {"description": "Columns to change; null takes an answer away."},
    "Value": {
        "type": ["string", "array", "object"],
        "anyOf": [TEXT, array({"type": "object"}), ref("Unknown")],
        "description": "An answer to a column: a text, entries, or an unknown.",
    },
    "StudyCardPatch": {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            one.name: {
                "anyOf": [text(LONGEST_LONG_TEXT), ref("Unknown"), {"type": "null"}],
                "description": one.hint,
            }
            for one in QUESTIONS
        },
    },
    "Codes": _CODES,
    "Document": _DOCUMENT,
    "Version": _VERSION,
    "Item": _ITEM,
    "Release": _RELEASE,
    "Figure": _FIGURE,
    "Import": IMPORT,
    "ImportFile": IMPORT_FILE,
}


def add_components(result: Shape, generator: Any, request: Any, public: bool) -> Shape:
    """Add the shapes that the addresses refer to: a hook of drf-spectacular."""
    components = result.setdefault("components", {})
    components["schemas"] = COMPONENTS
    components["securitySchemes"] = SECURITY
    for methods in result["paths"].values():
        for operation in methods.values():
            body = operation.get("requestBody", {})
            if any(
                one["schema"].get("required") or one["schema"] == FILE
                for one in body.get("content", {}).values()
            ):
                body["required"] = True
    return result
