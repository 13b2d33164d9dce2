"""The shapes of the API's answers as JSON Schema; that of a document follows the column list."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter

from evidence import enums
from evidence.columns import COLUMNS, Attribute, Column

from .paging import LARGEST_LIMIT, USUAL_LIMIT
from .parameters import CHOICES, TERMS

Shape = dict[str, Any]
TEXT: Shape = {"type": "string"}
DAY: Shape = {"type": "string", "format": "date"}
NUMBER: Shape = {"type": "integer"}
SHA256: Shape = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
NEXT: Shape = {"type": ["string", "null"], "format": "uri", "description": "The next page."}


def _object(properties: dict[str, Shape], *, optional: tuple[str, ...] = ()) -> Shape:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def _list(items: Shape) -> Shape:
    return {"type": "array", "items": items}


def _nullable(shape: Shape) -> Shape:
    return {**shape, "type": [shape["type"], "null"]}


def _ref(name: str) -> Shape:
    return {"$ref": f"#/components/schemas/{name}"}


_PROBLEM = _object(
    {
        "type": TEXT,
        "title": TEXT,
        "status": NUMBER,
        "detail": {**TEXT, "description": "What was refused, why, and what to do."},
        "problems": _list(_object({"name": TEXT, "message": TEXT})),
    }
)
_UNKNOWN = _object({"unknown": {"enum": list(enums.UNKNOWNS.values)}})
_CODES = _list(_object({"curie": TEXT, "match": {"enum": list(enums.CODE_MATCHES.values)}}))


def _attribute(attribute: Attribute) -> Shape:
    if attribute.is_mark:
        return {"const": True, "description": attribute.label}
    known: Shape = {"enum": list(attribute.choices.values)} if attribute.choices else TEXT
    return {**known, "description": attribute.label}


def _answer(column: Column) -> Shape:
    if column.is_text:
        return {"anyOf": [TEXT, _ref("Unknown")], "description": column.hint}
    name: Shape = {"enum": list(column.choices.values)} if column.choices else TEXT
    entry = {"name": name, "label": TEXT, "codes": _ref("Codes"), "provisional": {"const": True}}
    entry |= {attribute.name: _attribute(attribute) for attribute in column.attributes}
    entries = _list(_object(entry, optional=tuple(entry)[1:]))
    return {"anyOf": [entries, _ref("Unknown")], "description": column.hint}


_DOCUMENT = _object(
    {
        "schema_version": NUMBER,
        "accession": TEXT,
        "version": NUMBER,
        "citation": {
            "type": "object",
            "description": "Key, kind, title, CSL fields, identifiers and publication status.",
        },
        "study_card": {"type": ["object", "null"]},
        "claim": _object({c.name: _answer(c) for c in COLUMNS if not c.private}),
        "reading": TEXT,
        "directness": _list(_object({"point": TEXT, "met": {"type": "boolean"}})),
        "level": _object({"value": TEXT, "suggested": TEXT}),
    }
)
_DOCUMENT["description"] = (
    "The frozen text of a version, byte for byte: its SHA-256 is document_sha256."
)
_VERSION = _object(
    {
        "accession": TEXT,
        "version": NUMBER,
        "status": {"enum": [value for value in enums.STATUSES.values if value != "draft"]},
        "reviewed_by": {**_nullable(NUMBER), "description": "Reviewers; null while open."},
        "document_sha256": SHA256,
        "url": TEXT,
        "document": _ref("Document"),
    }
)
_ITEM = _object(
    _VERSION["properties"]
    | {"versions": _list(_object({"version": NUMBER, "status": TEXT, "url": TEXT}))}
)
ITEMS = _object({"results": _list(_ref("Version")), "next": NEXT})
_FILE = _object({"name": TEXT, "size": NUMBER, "sha256": SHA256, "media_type": TEXT, "url": TEXT})
_RELEASE = _object(
    {
        "number": TEXT,
        "label": TEXT,
        "published_at": {"type": "string", "format": "date-time"},
        "rows": NUMBER,
        "licence": TEXT,
        "publisher": TEXT,
        "contributors": _list(TEXT),
        "note": TEXT,
        "cite_as": TEXT,
        "events_sha256": SHA256,
        "url": TEXT,
        "files": _list(_FILE),
    }
)
RELEASES = _object({"results": _list(_ref("Release")), "next": NEXT})
_FIGURE = _object({name: _nullable({"type": "number"}) for name in ("value", "low", "high")})
_FIGURE["description"] = "A coefficient and its 95 % interval; null is what cannot be said."
AGREEMENT = _object(
    {
        "from": _nullable(DAY),
        "to": _nullable(DAY),
        "rounds": NUMBER,
        "fewest_rounds": {**NUMBER, "description": "No figure rests on fewer rounds."},
        "questions": _list(
            _object(
                {
                    "name": {**TEXT, "description": "verdict, or a section."},
                    "label": TEXT,
                    "rounds": NUMBER,
                    **dict.fromkeys(
                        ("share_agreed", "gwet_ac1", "krippendorff_alpha", "cohen_kappa"),
                        _ref("Figure"),
                    ),
                    "why_no_kappa": TEXT,
                }
            )
        ),
        "methods": {**TEXT, "description": "Ready for a methods section."},
    }
)
DOCUMENT, ITEM, RELEASE = _ref("Document"), _ref("Item"), _ref("Release")
ROOT = _object({"agreement": TEXT, "items": TEXT, "releases": TEXT, "schema": TEXT})


COMPONENTS: dict[str, Shape] = {
    "Problem": _PROBLEM,
    "Unknown": _UNKNOWN,
    "Codes": _CODES,
    "Document": _DOCUMENT,
    "Version": _VERSION,
    "Item": _ITEM,
    "Release": _RELEASE,
    "Figure": _FIGURE,
}


def add_components(result: Shape, generator: Any, request: Any, public: bool) -> Shape:
    """Add the shapes that the addresses refer to: a hook of drf-spectacular."""
    result.setdefault("components", {})["schemas"] = COMPONENTS
    return result


def refusals(*statuses: int) -> dict[Any, Any]:
    """Return the responses of these statuses: problem documents."""
    return {(status, "application/problem+json"): _ref("Problem") for status in statuses}


def _query(name: str, schema: Shape, description: str, *, many: bool = False) -> OpenApiParameter:
    shape = _list(schema) if many else schema
    return OpenApiParameter(name, shape, description=description, explode=many or None)


PERIOD = [
    _query("from", DAY, "Batches of rounds whose last decision was on this day (UTC) or later."),
    _query("to", DAY, "Batches of rounds whose last decision was on this day (UTC) or before."),
]
PAGE = [
    _query(
        "limit",
        {**NUMBER, "minimum": 1, "maximum": LARGEST_LIMIT, "default": USUAL_LIMIT},
        "Rows on a page. A table asked for without it holds every row.",
    ),
    _query("format", {"enum": ["json", "csv", "ndjson"], "default": "json"}, "How to answer."),
]
CLAIMS = [
    *(
        _query(name, TEXT, "Value or label; several are alternatives.", many=True)
        for name in CHOICES
    ),
    *(
        _query(name, TEXT, "Label, synonym or CURIE; narrower terms count.", many=True)
        for name in TERMS
    ),
    _query("q", TEXT, "Words that must all occur; names in any spelling."),
    _query("exact", {"enum": ["1"]}, "Narrower terms do not count."),
    _query("status", TEXT, "Accepted where it is left out.", many=True),
    _query("as_of", DAY, "What was public on that day (UTC)."),
    _query("release", TEXT, "What the release of this number holds, such as 2026.1."),
    _query("cursor", TEXT, "Where the page before ended: follow “next”."),
    *PAGE,
]
