"""Drafts: one's own, half typed or whole, until they are submitted."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from accounts.models import Person
from evidence.actions.drafts import save_draft, start_draft
from evidence.enums import Choice
from evidence.models import Citation, Draft
from evidence.presenters.addresses import (
    Parameter,
    choice_parameter,
    read_address,
)
from ground.errors import Invalid, Problem, Stale
from reviews.actions.submit import submit
from reviews.actions.withdraw import withdraw_draft

from .answers import answer
from .authentication import writer_of
from .bodies import Body, merged
from .endpoint import Done, Endpoint, path_parameters, reads, writes
from .finding import draft_of
from .listing import list_answer
from .matching import changed, etag, refuse_unmatched
from .paging import CURSOR_WORDS, FORMATS, LIMIT
from .parameter_shapes import PAGE
from .shapes import (
    NEXT,
    NUMBER,
    TEXT,
    array,
    nullable,
    obj,
    one_of,
    query,
    ref,
    taken,
    text,
)
from .versions import VERSION_MADE, version_made

_STATES = ("open", "submitted", "withdrawn")
_PARAMETERS = (
    choice_parameter("state", [Choice(state, state) for state in ("open", "closed")]),
    LIMIT,
    Parameter("cursor", lambda text: _moment_problem(text)),
    FORMATS,
)
_MOMENT = {"type": "string", "format": "date-time"}
_ROW = {
    "id": {"type": "string", "format": "uuid"},
    "accession": TEXT,
    "citation": nullable(TEXT) | {"description": "The paper's key."},
    "state": one_of(_STATES),
    "revision": NUMBER,
    "saved_at": _MOMENT,
    "based_on": nullable(NUMBER) | {"description": "The version it started from."},
    "became": nullable(NUMBER) | {"description": "The version it was submitted as."},
    "url": TEXT,
}
_DRAFT = obj(_ROW | {"content": {"type": "object", "additionalProperties": True}})
_NEW = taken({"citation": nullable(text(80)), "content": ref("Content")}, optional=("content",))
_PATCH = taken(
    {"citation": nullable(text(80)), "content": ref("ContentPatch")},
    optional=("citation", "content"),
) | {"minProperties": 1}
_PATH = path_parameters(id="The draft's id.")
_CONTENT = {
    "locator": "figure 4",
    "cargo": [{"name": "miR-193a", "kind": "mirna"}],
    "cancer": [{"name": "non-small cell lung carcinoma"}],
    "effect": [{"name": "restores_sensitivity"}],
    "ev_class": {"unknown": "unclear"},
}
_SUBMISSION = taken(
    {
        "interests": text(least=1, description="“none”, or which conflict of interest there is."),
        "why_separate": text(description="Needed where another claim says nearly the same."),
    },
    optional=("why_separate",),
)


class Drafts(Endpoint):
    """One's own drafts."""

    @reads(
        "drafts",
        "Your drafts, the latest saved first",
        gives=obj({"results": array(obj(_ROW)), "next": NEXT}),
        parameters=[
            query("state", one_of(("open", "closed"), default="open"), "Which drafts."),
            query("cursor", TEXT, CURSOR_WORDS),
            *PAGE,
        ],
        tables=True,
        signed_in=True,
    )
    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Nobody else sees them."""
        values = read_address(dict(request.GET.lists()), _PARAMETERS)
        rows = Draft.objects.visible_to(writer_of(request)).order_by("-saved_at", "pk")
        rows = rows.select_related("item", "citation", "became", "based_on")
        is_open = values.get("state", ("open",)) == ("open",)
        rows = rows.open() if is_open else rows.exclude(closed_at=None)
        if "cursor" in values:
            rows = rows.filter(saved_at__lt=datetime.fromisoformat(values["cursor"][0]))
        return list_answer(
            request,
            values,
            lambda most: rows[:most],
            lambda draft: _row(request, draft),
            place=lambda draft: draft.saved_at.isoformat(),
        )

    @writes(
        "draft_start",
        "Start a draft of a new claim",
        scopes=("curate",),
        takes=_NEW,
        gives=_DRAFT,
        status=201,
        example={"citation": "wu2020", "content": _CONTENT},
    )
    def post(self, request: HttpRequest, body: Body, actor: Person) -> Done:
        """It gets its accession now; `content` may be as incomplete as it is."""
        made = start_draft(
            citation=_citation(body["citation"]), content=body.get("content", {}), actor=actor
        )
        return draft_done(request, made, 201)


class OneDraft(Endpoint):
    """One draft."""

    @reads(
        "draft", "One of your drafts", gives=_DRAFT, parameters=_PATH, refuses=(404,),
        signed_in=True,
    )  # fmt: skip
    def get(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """Its ETag is what a change or a submission starts from."""
        read_address(dict(request.GET.lists()), ())
        draft = draft_of(writer_of(request), pk)
        body = Done(draft_told(request, draft)).response().content
        return answer(request, body, etag=etag(draft.revision))

    @writes(
        "draft_change",
        "Change a draft",
        scopes=("curate",),
        takes=_PATCH,
        gives=_DRAFT,
        parameters=_PATH,
        example={"content": {"locator": "figure 4b", "ev_class": None}},
    )
    def patch(self, request: HttpRequest, body: Body, actor: Person, pk: str) -> Done:
        """A merge patch: null takes an answer away, what is not named stays."""
        draft = draft_of(actor, pk)
        refuse_unmatched(request, draft.revision, draft_told(request, draft))
        citation = _citation(body["citation"]) if "citation" in body else draft.citation
        try:
            saved = save_draft(
                draft=draft,
                content=merged(draft.content, body.get("content", {})),
                citation=citation,
                revision=draft.revision,
                actor=actor,
            )
        except Stale as error:
            told = draft_told(request, draft_of(actor, pk))
            raise changed(error.current.revision, told) from error
        return draft_done(request, saved)


class DraftDiscard(Endpoint):
    """Giving a draft up."""

    @writes(
        "draft_discard",
        "Give a draft up",
        scopes=("curate",),
        takes=taken({"reason": text(least=1)}),
        gives=_DRAFT,
        parameters=_PATH,
        example={"reason": "Entered twice."},
    )
    def post(self, request: HttpRequest, body: Body, actor: Person, pk: str) -> Done:
        """It is closed for good; what was typed stays readable to its authors."""
        draft = withdraw_draft(draft=draft_of(actor, pk), reason=body["reason"], actor=actor)
        return draft_done(request, draft)


class DraftSubmit(Endpoint):
    """Submitting a draft."""

    @writes(
        "draft_submit",
        "Submit a draft for review",
        scopes=("curate",),
        takes=_SUBMISSION,
        gives=VERSION_MADE,
        status=201,
        parameters=_PATH,
        matches=True,
        example={"interests": "none"},
    )
    def post(self, request: HttpRequest, body: Body, actor: Person, pk: str) -> Done:
        """It is frozen as a version and its round opens. What is missing is refused at once."""
        draft = draft_of(actor, pk)
        if draft.became is None:
            refuse_unmatched(request, draft.revision, draft_told(request, draft))
        version = submit(draft=draft, revision=draft.revision, **body, actor=actor)
        return version_made(request, version)


def draft_done(request: HttpRequest, draft: Draft, status: int = 200) -> Done:
    """Return the answer to a write that leaves a draft."""
    told = draft_told(request, draft)
    location = told["url"] if status == 201 else ""
    return Done(told, status, etag=etag(draft.revision), location=location)


DRAFT = _DRAFT


def draft_told(request: HttpRequest, draft: Draft) -> dict[str, Any]:
    """Return what the API says of a draft to its authors."""
    return _row(request, draft) | {"content": draft.content}


def _row(request: HttpRequest, draft: Draft) -> dict[str, Any]:
    state = "open" if draft.closed_at is None else "submitted" if draft.became else "withdrawn"
    return {
        "id": str(draft.pk),
        "accession": draft.item.accession,
        "citation": draft.citation.key if draft.citation else None,
        "state": state,
        "revision": draft.revision,
        "saved_at": draft.saved_at.isoformat(),
        "based_on": draft.based_on.number if draft.based_on else None,
        "became": draft.became.number if draft.became else None,
        "url": request.build_absolute_uri(reverse("api:draft", args=[draft.pk])),
    }


def _citation(key: str | None) -> Citation | None:
    if key is None:
        return None
    citation = Citation.objects.filter(key=key).first()
    if citation is None:
        message = f"No paper has the key “{key[:80]}”. Enter it first: POST /api/v1/citations."
        raise Invalid("The draft was not saved.", [Problem("citation", message, "missing")])
    return citation


def _moment_problem(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        moment = None
    if moment is not None and moment.tzinfo is not None:
        return ""
    return f"“cursor={text[:40]}” is none; follow the “next” of the page before."
