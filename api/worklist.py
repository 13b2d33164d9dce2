"""The worklist of papers: where each stands, and why; adding papers to it and moving them on."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from accounts.models import Person
from accounts.views.signed_in import signed_in
from evidence.actions.worklist import move_papers
from evidence.models import Citation
from evidence.policies.answers import LONGEST_LONG_TEXT
from evidence.policies.worklist import MOST_AT_ONCE
from evidence.presenters.addresses import (
    choice_parameter,
    key_parameter,
    read_address,
    search_parameter,
)
from evidence.queries.worklist import Wanted, claims_from, curators, last_steps, worklist
from evidence.worklist import FIRST, READ, REASONS, STATES, STEPS
from exchange.actions.enter_references import Source, enter_references
from exchange.queries.listed_identifiers import look_up_all
from exchange.queries.triage import Triaged, triage
from exchange.reference_files.identifiers import MOST_IDENTIFIERS, read_identifiers
from ground.errors import Invalid, Problem

from .bodies import Body
from .citations import citation_url
from .endpoint import Done, Endpoint, reads, writes
from .listing import list_answer
from .paging import CURSOR_WORDS, FORMATS, LIMIT
from .parameter_shapes import PAGE
from .shapes import NEXT, NUMBER, TEXT, Shape, array, nullable, obj, one_of, query, taken, text

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
_ADDED = taken(
    {"identifiers": array(text(400, least=1)) | {"minItems": 1, "maxItems": MOST_IDENTIFIERS}}
)
_VERDICTS = ("entered", "known", "twice", "likely")
_VERDICT: Shape = {
    "identifier": TEXT,
    "verdict": one_of(_VERDICTS),
    "why": TEXT,
    "key": nullable(TEXT) | {"description": "The paper as it is here now."},
    "url": nullable(TEXT),
}
_MOVED = taken(
    {
        "papers": array(text(100, least=1)) | {"minItems": 1, "maxItems": MOST_AT_ONCE},
        "step": one_of(STEPS),
        "reader": text(150) | {"description": "To assign: the curator's user name."},
        "reason": one_of(REASONS.values),
        "read": one_of(READ.values),
        "words": text(LONGEST_LONG_TEXT),
    },
    optional=("reader", "reason", "read", "words"),
)


class Papers(Endpoint):
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

    @writes(
        "papers_add",
        "Add papers to the worklist by their identifiers",
        scopes=("curate",),
        takes=_ADDED,
        gives=obj({"results": array(obj(_VERDICT)), "notes": array(TEXT)}),
        example={"identifiers": ["32390000", "10.1186/s12943-022-01650-5"]},
    )
    def post(self, request: HttpRequest, body: Body, actor: Person) -> Done:
        """PMID, PMCID, DOI or NCT id, also as a link. What is here already is told and not
        entered again; *likely* is a paper of the same title and year: look, and enter it as a
        citation where it is another."""
        records, notes = look_up_all(read_identifiers("\n".join(body["identifiers"])))
        before = triage(records)
        chosen = [one.number for one in before if one.verdict in ("new", "known")]
        source = Source(uuid4(), "Identifiers", "Sent by a program")
        enter_references(records=records, chosen=chosen, source=source, actor=actor)
        return Done({"results": _verdicts(request, before, triage(records)), "notes": notes})


class PapersMove(Endpoint):
    """Papers going on."""

    @writes(
        "papers_move",
        "Let papers go a step on the worklist",
        scopes=("curate", "edit"),
        takes=_MOVED,
        gives=obj({"results": array(obj(_ROW))}),
        example={"papers": ["wu2020"], "step": "leave_out", "reason": "not_msc",
                 "read": "title_abstract"},
    )  # fmt: skip
    def post(self, request: HttpRequest, body: Body, actor: Person) -> Done:
        """All of them or none: a step begins where the paper stands, and one that somebody else
        moved meanwhile is refused. `reason` and `read` are for leaving out, `reader` for
        assigning."""
        asked, keys = dict(body), set(body["papers"])
        del asked["papers"]
        papers = list(Citation.objects.filter(key__in=keys).order_by("key"))
        if unknown := keys - {paper.key for paper in papers}:
            message = f"No paper here is called “{min(unknown)[:60]}”."
            raise Invalid("Nothing was changed.", [Problem("papers", message, "not_in_list")])
        # Whoever may not assign learns of no user name whether it is somebody's.
        name = asked.pop("reader", "")
        reader = curators().filter(username=name).first() if actor.is_editor else actor
        move_papers(papers=papers, reader=reader, **asked, actor=actor)
        moved = worklist(actor, Wanted()).filter(key__in=keys)
        return Done({"results": _rows(request, list(moved))})


def _verdicts(
    request: HttpRequest, before: Iterable[Triaged], after: Iterable[Triaged]
) -> list[dict[str, Any]]:
    told = []
    for one, now in zip(before, after, strict=True):
        key = now.citation.key if now.citation else None
        told.append(
            {
                "identifier": next(iter(one.found.identifiers.values())),
                "verdict": "entered" if one.verdict == "new" else one.verdict,
                "why": one.why,
                "key": key,
                "url": citation_url(request, key) if key else None,
            }
        )
    return told


def _rows(request: HttpRequest, papers: list[Citation]) -> list[dict[str, Any]]:
    steps, claims = last_steps(papers), claims_from(papers)
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
                "claims": claims[paper.pk],
                "url": request.build_absolute_uri(where),
            }
        )
    return rows
