"""The shapes of the API's answers as JSON Schema; that of a document follows the column list."""

from collections.abc import Iterable
from typing import Any

from drf_spectacular.utils import OpenApiParameter

from evidence import enums
from evidence.columns import COLUMNS, Attribute, Column
from evidence.policies.answers import LONGEST_LONG_TEXT, LONGEST_NAME, LONGEST_TEXT, MOST_ENTRIES
from evidence.study_card import QUESTIONS

from .paging import CURSOR_WORDS, LARGEST_LIMIT, USUAL_LIMIT
from .parameters import CHOICES, TERMS

Shape = dict[str, Any]
TEXT: Shape = {"type": "string"}
NUMBER: Shape = {"type": "integer"}
DAY: Shape = {"type": "string", "format": "date"}
SHA256: Shape = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
NEXT: Shape = {"type": ["string", "null"], "format": "uri", "description": "The next page."}


def obj(properties: dict[str, Shape], *, optional: tuple[str, ...] = ()) -> Shape:
    """Return the shape of an object with these members."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def taken(properties: dict[str, Shape], *, optional: tuple[str, ...] = ()) -> Shape:
    """Return the shape of a body: these members and no other."""
    return obj(properties, optional=optional) | {"additionalProperties": False}


def text(longest: int = 1_000, *, least: int = 0, **more: Any) -> Shape:
    """Return the shape of a text of at most `longest` characters."""
    return {"type": "string", "maxLength": longest} | ({"minLength": least} if least else {}) | more


def one_of(values: Iterable[str], **more: Any) -> Shape:
    """Return the shape of a text that is one of `values`."""
    return {"type": "string", "enum": list(values)} | more


def array(items: Shape) -> Shape:
    """Return the shape of a list."""
    return {"type": "array", "items": items}


def nullable(shape: Shape) -> Shape:
    """Return the shape of what may be null."""
    return {**shape, "type": [shape["type"], "null"]}


def ref(name: str) -> Shape:
    """Return a reference to one of COMPONENTS.

    In a body it stands for what the action checks itself, in better words than a shape could.
    """
    return {"$ref": f"#/components/schemas/{name}"}


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
ITEMS = obj({"results": array(ref("Version")), "next": NEXT})
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
_AFFECTED = obj(
    {"accession": TEXT, "is_public": {"type": "boolean"}, "releases": array(TEXT), "url": TEXT}
)
_CITED = obj({name: nullable(TEXT) for name in ("pmid", "pmcid", "doi", "nct")})
_CITED["properties"] |= {"key": TEXT, "title": TEXT, "url": TEXT}
_ENTRY = obj(
    {
        "kind": {"enum": ["paper", "item", "release"]},
        "at": {"type": "string", "format": "date-time", "description": "When it was noted here."},
        "status": nullable(TEXT),
        "before": nullable(TEXT),
        "on": {**nullable(TEXT), "description": "The day of the notice, where it is known."},
        "source": nullable(TEXT),
        "reason": nullable(TEXT),
        "citation": {**_CITED, "type": ["object", "null"]},
        "items": array(_AFFECTED),
        "releases": array(obj({"number": TEXT, "url": TEXT})),
    }
)
WITHDRAWN = obj({"results": array(_ENTRY), "next": NEXT})
RELEASES = obj({"results": array(ref("Release")), "next": NEXT})
_FIGURE = obj({name: nullable({"type": "number"}) for name in ("value", "low", "high")})
_FIGURE["description"] = "A coefficient and its 95 % interval; null is what cannot be said."
AGREEMENT = obj(
    {
        "from": nullable(DAY),
        "to": nullable(DAY),
        "rounds": NUMBER,
        "fewest_rounds": {**NUMBER, "description": "No figure rests on fewer rounds."},
        "questions": array(
            obj(
                {
                    "name": {**TEXT, "description": "verdict, or a section."},
                    "label": TEXT,
                    "rounds": NUMBER,
                    **dict.fromkeys(
                        ("share_agreed", "gwet_ac1", "krippendorff_alpha", "cohen_kappa"),
                        ref("Figure"),
                    ),
                    "why_no_kappa": TEXT,
                }
            )
        ),
        "methods": {**TEXT, "description": "Ready for a methods section."},
    }
)
DOCUMENT, ITEM, RELEASE = ref("Document"), ref("Item"), ref("Release")
ROOT = obj(
    dict.fromkeys(
        (
            "items",
            "citations",
            "terms",
            "releases",
            "me",
            "drafts",
            "reviews",
            "agreement",
            "withdrawn",
            "schema",
            "docs",
        ),
        TEXT,
    )
)


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
}


def add_components(result: Shape, generator: Any, request: Any, public: bool) -> Shape:
    """Add the shapes that the addresses refer to: a hook of drf-spectacular."""
    components = result.setdefault("components", {})
    components["schemas"] = COMPONENTS
    components["securitySchemes"] = SECURITY
    for methods in result["paths"].values():
        for operation in methods.values():
            body = operation.get("requestBody", {})
            if any(one["schema"].get("required") for one in body.get("content", {}).values()):
                body["required"] = True
    return result


def refusals(*statuses: int) -> dict[Any, Any]:
    """Return the responses of these statuses: problem documents."""
    return {(status, "application/problem+json"): ref("Problem") for status in statuses}


def query(name: str, schema: Shape, description: str, *, many: bool = False) -> OpenApiParameter:
    """Return the description of a query parameter."""
    shape = array(schema) if many else schema
    return OpenApiParameter(name, shape, description=description, explode=many or None)


PAGE = [
    query(
        "limit",
        {**NUMBER, "minimum": 1, "maximum": LARGEST_LIMIT, "default": USUAL_LIMIT},
        "Rows on a page. A table asked for without it holds every row.",
    ),
    query("format", {"enum": ["json", "csv", "ndjson"], "default": "json"}, "How to answer."),
]
PERIOD = [
    query("from", DAY, "Batches of rounds whose last decision was on this day (UTC) or later."),
    query("to", DAY, "Batches of rounds whose last decision was on this day (UTC) or before."),
]
THEN = [
    query("as_of", DAY, "What was public on that day (UTC)."),
    query("release", TEXT, "What the release of this number holds, such as 2026.1."),
]
CLAIMS = [
    *(
        query(name, TEXT, "Value or label; several are alternatives.", many=True)
        for name in CHOICES
    ),
    *(
        query(name, TEXT, "Label, synonym or CURIE; narrower terms count.", many=True)
        for name in TERMS
    ),
    query("measured_in", TEXT, "Therapy response was measured in this setting.", many=True),
    query("accession", TEXT, "These items.", many=True),
    query("fields", TEXT, "Members of a row, or columns of a table, with commas between."),
    query("q", TEXT, "Words that must all occur; names in any spelling."),
    query("exact", {"enum": ["1"]}, "Narrower terms do not count."),
    query("status", TEXT, "Accepted where it is left out.", many=True),
    *THEN,
    query("cursor", TEXT, CURSOR_WORDS),
    *PAGE,
]
SINCE = [
    query("since", DAY, "From the beginning of that day (UTC)."),
    query("cursor", TEXT, CURSOR_WORDS),
    *PAGE,
]
