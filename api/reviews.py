"""Reviewing: taking a paper, what one holds, saying what one thinks, and giving seats back."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from accounts.models import Person
from evidence.columns import COLUMNS, SECTIONS
from evidence.presenters.addresses import read_address
from ground.errors import Stale
from reviews.actions.leases import extend
from reviews.actions.notes import keep_note
from reviews.actions.recommend import recommend
from reviews.actions.reconcile import stay
from reviews.actions.seats import hand_back, recuse, take_paper
from reviews.enums import READ_LIST
from reviews.models import Note, Recommendation, Seat
from reviews.presenters.letters import in_letter_order
from reviews.queries.judgements import judgements_on, own_recommendation
from reviews.queries.seats import open_seats
from reviews.workflow import SECTION_ANSWERS, VERDICTS

from .answers import answer, json_answer
from .authentication import writer_of
from .bodies import Body
from .endpoint import Done, Endpoint, path_parameters, reads, writes
from .finding import citation_of, seat_of, version_of
from .matching import changed, etag, refuse_unmatched
from .reading import ReadingView
from .shapes import (
    NUMBER,
    TEXT,
    Shape,
    array,
    nullable,
    obj,
    one_of,
    ref,
    taken,
    text,
)

_PATH = path_parameters(id="The seat's id.")
_MOMENT: Shape = {"type": "string", "format": "date-time"}
_CONFIDENCE: Shape = {"type": ["integer", "null"], "minimum": 1, "maximum": 5}
_ANSWER = taken({"answer": one_of(SECTION_ANSWERS), "reason": text()}, optional=("reason",))
_ANSWERS: Shape = {
    "type": "object",
    "additionalProperties": False,
    "properties": {section.name: _ANSWER for section in SECTIONS},
}
_SUGGESTION = taken(
    {"column": one_of(column.name for column in COLUMNS), "value": ref("Value")}
)  # fmt: skip
_SAID: dict[str, Shape] = {
    "verdict": one_of(VERDICTS),
    "answers": _ANSWERS,
    "suggestions": array(_SUGGESTION) | {"maxItems": 100},
    "reason": text(),
    "has_read": one_of(READ_LIST.values),
    "read_where": text(),
    "confidence": _CONFIDENCE,
}
_RECOMMENDATION = taken(
    _SAID, optional=("suggestions", "reason", "read_where", "confidence")
)  # fmt: skip
_NOTE = taken(_SAID, optional=tuple(_SAID))
_BLANK: dict[str, Any] = {
    "verdict": "", "answers": {}, "suggestions": [], "reason": "", "has_read": "",
    "read_where": "", "confidence": None,
}  # fmt: skip
_SEAT = obj(
    {
        "id": NUMBER,
        "accession": TEXT,
        "version": NUMBER,
        "citation": TEXT,
        "status": TEXT,
        "yours_until": nullable(_MOMENT),
        "has_delivered": {"type": "boolean"},
        "document": {**TEXT, "description": "Where the version's document is."},
        "url": TEXT,
    }
)
_KEPT = obj({"revision": NUMBER, "said": {"type": "object"}})
_DELIVERED = obj({"verdict": one_of(VERDICTS), "made_at": _MOMENT})
_ONE = obj(
    _SEAT["properties"] | {"note": nullable(_KEPT), "delivered": nullable({"type": "object"})}
)
_SAID_SHAPE = obj(
    {
        "letter": TEXT,
        "is_yours": {"type": "boolean"},
        "recommendation": TEXT,
        "verdict": one_of(VERDICTS),
        "first_verdict": one_of(VERDICTS),
        "answers": {"type": "object"},
        "suggestions": array({"type": "object"}),
        "reason": TEXT,
        "has_read": TEXT,
        "read_where": TEXT,
        "confidence": nullable(NUMBER),
    }
)
_AGREED = {section.name: {"answer": "agree"} for section in SECTIONS}
_EXAMPLE = {"verdict": "accept", "answers": _AGREED, "has_read": "full_text", "confidence": 4}


class PaperTake(Endpoint):
    """Taking the reviews of a paper."""

    @writes(
        "paper_take",
        "Take the waiting reviews of a paper",
        scopes=("review",),
        takes=taken({"override_reason": text()}, optional=("override_reason",)),
        gives=obj({"results": array(_SEAT)}),
        parameters=path_parameters(key="The paper's key."),
        example={},
    )
    def post(self, request: HttpRequest, body: Body, actor: Person, key: str) -> Done:
        """One seat in every waiting item, oldest first, at most ten, for seven days. Taking says
        that you have no conflict of interest with the paper."""
        taken_now = take_paper(citation=citation_of(key), **body, actor=actor)
        held = open_seats(actor).filter(pk__in=[seat.pk for seat in taken_now])
        return Done({"results": [_row(request, seat, seat.delivered) for seat in held]})


class Reviews(ReadingView):
    """The reviews one holds."""

    @reads(
        "reviews",
        "The reviews you hold, oldest item first",
        gives=obj({"results": array(_SEAT)}),
        signed_in=True,
    )
    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Those from which something can still be said."""
        read_address(dict(request.GET.lists()), ())
        seats = open_seats(writer_of(request))[:200]
        told = [_row(request, seat, seat.delivered) for seat in seats]
        return json_answer(request, {"results": told})


class OneReview(ReadingView):
    """One review."""

    @reads("review", "One of your reviews", gives=_ONE, parameters=_PATH, refuses=(404,),
           signed_in=True)  # fmt: skip
    def get(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """Where the frozen version is, what you noted, and what you delivered last."""
        read_address(dict(request.GET.lists()), ())
        actor = writer_of(request)
        seat = seat_of(actor, pk)
        own = own_recommendation(seat, actor)
        note = _note(seat, actor)
        told = _row(request, seat, own is not None)
        more = {"note": _kept(note) if note else None, "delivered": _said(own) if own else None}
        return json_answer(request, told | more)


class ReviewNote(Endpoint):
    """What a reviewer has written and not delivered."""

    @reads("review_note", "Your unfinished recommendation", gives=_KEPT, parameters=_PATH,
           refuses=(404,), signed_in=True)  # fmt: skip
    def get(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """Yours alone, editors included. Its ETag is what saving starts from."""
        read_address(dict(request.GET.lists()), ())
        actor = writer_of(request)
        kept = _kept(_note(seat_of(actor, pk), actor))
        body = Done(kept).response().content
        return answer(request, body, etag=etag(kept["revision"]))

    @writes("review_note_save", "Save an unfinished recommendation", scopes=("review",),
            takes=_NOTE, gives=_KEPT, parameters=_PATH, example=_EXAMPLE)  # fmt: skip
    def put(self, request: HttpRequest, body: Body, actor: Person, pk: str) -> Done:
        """It may be incomplete. Your time in the seat begins anew."""
        seat = seat_of(actor, pk)
        now = _kept(_note(seat, actor))
        refuse_unmatched(request, now["revision"], now)
        said = _BLANK | body | {"answers": _with_reasons(body.get("answers", {}))}
        try:
            note = keep_note(
                version=seat.round.version, said=said, revision=now["revision"], actor=actor
            )
        except Stale as error:
            raise changed(error.current.revision, _kept(error.current)) from error
        return Done(_kept(note), etag=etag(note.revision))


class ReviewRecommendation(Endpoint):
    """Delivering a recommendation."""

    @writes("recommendation_deliver", "Deliver your recommendation, or change it",
            scopes=("review",), takes=_RECOMMENDATION, gives=_DELIVERED, status=201,
            parameters=_PATH, example=_EXAMPLE)  # fmt: skip
    def post(self, request: HttpRequest, body: Body, actor: Person, pk: str) -> Done:
        """Every section is answered. Nobody else learns of it while the round is open."""
        made = recommend(seat=seat_of(actor, pk), **body, actor=actor)
        return Done({"verdict": made.verdict, "made_at": made.made_at.isoformat()}, 201)


class ReviewHandBack(Endpoint):
    """Giving a seat back."""

    @writes("review_hand_back", "Hand a review back", scopes=("review",),
            takes=taken({"reason": text()}, optional=("reason",)),
            gives=obj({"id": NUMBER}), parameters=_PATH, example={})  # fmt: skip
    def post(self, request: HttpRequest, body: Body, actor: Person, pk: str) -> Done:
        """Somebody else may take it. Not after delivering."""
        hand_back(seat=seat_of(actor, pk), **body, actor=actor)
        return Done({"id": int(pk)})


class ReviewRecuse(Endpoint):
    """Stepping back for good."""

    @writes("review_recuse", "Step back from a review for good", scopes=("review",),
            takes=taken({"reason": text(least=1)}), gives=obj({"id": NUMBER}), parameters=_PATH,
            example={"reason": "I know the authors."})  # fmt: skip
    def post(self, request: HttpRequest, body: Body, actor: Person, pk: str) -> Done:
        """You will not be offered this version again."""
        recuse(seat=seat_of(actor, pk), reason=body["reason"], actor=actor)
        return Done({"id": int(pk)})


class ReviewExtend(Endpoint):
    """More time."""

    @writes("review_extend", "Take seven more days for a review", scopes=("review",),
            gives=_SEAT, parameters=_PATH)  # fmt: skip
    def post(self, request: HttpRequest, body: Body, actor: Person, pk: str) -> Done:
        """From now on."""
        extend(seat=seat_of(actor, pk), actor=actor)
        seat = seat_of(actor, pk)
        return Done(_row(request, seat, own_recommendation(seat, actor) is not None))


class ReviewStay(Endpoint):
    """Staying with what one said."""

    @writes("review_stay", "Stay with what you recommended", scopes=("review",),
            gives=obj({"id": NUMBER}), parameters=_PATH)  # fmt: skip
    def post(self, request: HttpRequest, body: Body, actor: Person, pk: str) -> Done:
        """While reconciling; when everybody stays a decider takes over."""
        stay(seat=seat_of(actor, pk), actor=actor)
        return Done({"id": int(pk)})


class VersionRecommendations(ReadingView):
    """What reviewers said of a version."""

    @reads(
        "version_recommendations",
        "What reviewers said of a version, as far as you may read it",
        gives=obj({"results": array(_SAID_SHAPE)}),
        parameters=path_parameters(accession="Such as EVD-000123.", number="The version's number."),
        refuses=(404,),
        signed_in=True,
    )
    def get(self, request: HttpRequest, accession: str, number: str) -> HttpResponseBase:
        """As A and B, in an order of chance that is yours alone. Empty while the round is open,
        but for your own."""
        read_address(dict(request.GET.lists()), ())
        reader = writer_of(request)
        judged = judgements_on(version_of(request, accession, number), reader)
        told = [
            {
                "letter": letter,
                "is_yours": one.now.person_id == reader.pk,
                "recommendation": str(one.now.pk),
                "first_verdict": (one.first or one.now).verdict,
                **_said(one.now),
            }
            for letter, one in in_letter_order(judged, reader)
        ]
        return json_answer(request, {"results": told})


def _note(seat: Seat, actor: Person) -> Note | None:
    return Note.objects.visible_to(actor).filter(round=seat.round_id).first()


def _kept(note: Note | None) -> dict[str, Any]:
    return {"revision": note.revision if note else 0, "said": note.said if note else {}}


def _said(said: Recommendation) -> dict[str, Any]:
    return {name: getattr(said, name) for name in _SAID}


def _with_reasons(answers: dict[str, Any]) -> dict[str, Any]:
    return {name: {"answer": one["answer"], "reason": one.get("reason", "")}
            for name, one in answers.items()}  # fmt: skip


def _row(request: HttpRequest, seat: Seat, has_delivered: bool) -> dict[str, Any]:
    version = seat.round.version
    accession = version.item.accession

    def address(name: str, *args: Any) -> str:
        return request.build_absolute_uri(reverse(name, args=args))

    return {
        "id": seat.pk,
        "accession": accession,
        "version": version.number,
        "citation": version.citation.key,
        "status": version.standing.status,
        "yours_until": seat.lease_until.isoformat() if seat.lease_until else None,
        "has_delivered": has_delivered,
        "document": address("api:version", accession, version.number),
        "url": address("api:review", seat.pk),
    }
