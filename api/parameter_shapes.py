"""What may stand behind the "?" of several addresses, as OpenAPI describes it."""

from .paging import CURSOR_WORDS, LARGEST_LIMIT, USUAL_LIMIT
from .parameters import CHOICES, TERMS
from .shapes import DAY, NUMBER, TEXT, query

PAGE = [
    query(
        "limit",
        {**NUMBER, "minimum": 1, "maximum": LARGEST_LIMIT, "default": USUAL_LIMIT},
        "Rows on a page. A table asked for without it holds every row.",
    ),
    query("format", {"enum": ["json", "csv", "ndjson"], "default": "json"}, "How to answer."),
]
THEN = [
    query("as_of", DAY, "What was public on that day (UTC)."),
    query("release", TEXT, "What the release of this number holds, such as 2026.1."),
]
FILTERS = [
    *(
        query(name, TEXT, "Value or label; several are alternatives.", many=True)
        for name in CHOICES
    ),
    *(
        query(name, TEXT, "Label, synonym or CURIE; narrower terms count.", many=True)
        for name in TERMS
    ),
    query("q", TEXT, "Words that must all occur; names in any spelling."),
    query("exact", {"enum": ["1"]}, "Narrower terms do not count."),
    query("status", TEXT, "Accepted where it is left out.", many=True),
]
CLAIMS = [
    *FILTERS,
    query("measured_in", TEXT, "Therapy response was measured in this setting.", many=True),
    query("accession", TEXT, "These items.", many=True),
    query("fields", TEXT, "Members of a row, or columns of a table, with commas between."),
    *THEN,
    query("cursor", TEXT, CURSOR_WORDS),
    *PAGE,
]
