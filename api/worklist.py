"""The worklist of papers: where each stands, and why."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from accounts.views.signed_in import signed_in
from evidence.models import Citation
from evidence.presenters.addresses import (
    choice_parameter,
    key_parameter,
    read_address,
    search_parameter,
)
from evidence.queries.worklist import Wanted, last_steps, worklist
from evidence.worklist import FIRST, READ, REASONS, STATES

from .endpoint import reads
from .listing import list_answer
from .paging import CURSOR_WORDS, FORMATS, LIMIT
from .parameter_shapes import PAGE
from .reading import ReadingView
from .shapes import NEXT, NUMBER, TEXT, array, nullable, obj, one_of, query

_PARAMETERS = (
    search_parameter(),
    choice_parameter("state", STATES.choices),
    choice_parameter("reason", REASONS.choices),
    choice_parameter("read", READ.choices),
    LIMIT,
    key_parameter("cursor"),
    FORMATS,
)
_LISTED = [
    query("q", TEXT, "Words that must all occur in title, authors, journal or an identifier."),
    query("state", one_of(STATES.values), "Where it stands.", many=True),
    query("reason", one_of(REASONS.values), "Why it is out of scope.", many=True),
    query("read", one_of(READ.values), "What was read before it was left out.", many=True),
    query("cursor", TEXT, CURSOR_WORDS),
    *PAGE,
]
_ROW = {
    "key": TEXT,
    "title": TEXT,
    "state": one_of(STATES.values),
    "since": nullable({"type": "string", "format": "date-time"}),
    "reason": TEXT,
    "read": TEXT,
    "words": TEXT,
    "claims": {**NUMBER, "description": "Claims made from it, accepted or under review."},
    "url": TEXT,
}


class Worklist(ReadingView):
    """The worklist."""

    @reads(
        "papers",
        "The worklist of papers, by key",
        gives=obj({"results": array(obj(_ROW)), "next": NEXT}),
        parameters=_LISTED,
        tables=True,
        signed_in=True,
    )
    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Where every paper stands, since when and why; never who reads it, for that would tell
        who wrote its claims."""
        values = read_address(dict(request.GET.lists()), _PARAMETERS)
        wanted = Wanted(
            q=" ".join(values.get("q", ())),
            state=values.get("state", ()),
            reason=values.get("reason", ()),
            read=values.get("read", ()),
        )
        papers = worklist(signed_in(request), wanted)
        if "cursor" in values:
            papers = papers.filter(key__gt=values["cursor"][0])
        return list_answer(
            request,
            values,
            lambda most: _rows(request, list(papers[:most])),
            lambda row: row,
            place=lambda row: row["key"],
        )


def _rows(request: HttpRequest, papers: list[Citation]) -> list[dict[str, Any]]:
    steps = last_steps(papers)
    rows = []
    for paper in papers:
        step = steps.get(paper.pk)
        where = reverse("evidence:worklist-paper", args=[paper.key])
        rows.append(
            {
                "key": paper.key,
                "title": paper.title,
                "state": step.state if step else FIRST,
                "since": step.at.isoformat() if step else None,
                "reason": step.reason if step else "",
                "read": step.read if step else "",
                "words": step.words if step else "",
                "claims": getattr(paper, "here", 0),
                "url": request.build_absolute_uri(where),
            }
        )
    return rows
