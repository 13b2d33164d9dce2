"""Reviewing, done: taking a paper, noting, saying what one thinks, and giving seats back."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.models import Person
from evidence.columns import SECTIONS
from evidence.presenters.addresses import read_address
from ground.errors import Stale
from reviews.actions.leases import extend
from reviews.actions.notes import keep_note
from reviews.actions.recommend import recommend
from reviews.actions.reconcile import stay
from reviews.actions.seats import hand_back, recuse, take_paper
from reviews.queries.judgements import own_recommendation
from reviews.queries.seats import open_seats
from reviews.workflow import VERDICTS

from .answers import answer
from .authentication import writer_of
from .bodies import Body
from .endpoint import Done, Endpoint, path_parameters, reads, writes
from .finding import citation_of, seat_of
from .matching import changed, etag, refuse_unmatched
from .reviews import KEPT, MOMENT, SAID, SEAT, SEAT_PATH, kept, note_of, seat_told
from .shapes import NUMBER, array, obj, one_of, taken, text

_RECOMMENDATION = taken(
    SAID, optional=("suggestions", "reason", "read_where", "confidence")
)  # fmt: skip
_NOTE = taken(SAID, optional=tuple(SAID))
_BLANK: dict[str, Any] = {
    "verdict": "", "answers": {}, "suggestions": [], "reason": "", "has_read": "",
    "read_where": "", "confidence": None,
}  # fmt: skip
_DELIVERED = obj({"verdict": one_of(VERDICTS), "made_at": MOMENT})
_AGREED = {section.name: {"answer": "agree"} for section in SECTIONS}
_EXAMPLE = {"verdict": "accept", "answers": _AGREED, "has_read": "full_text", "confidence": 4}


class PaperTake(Endpoint):
    """Taking the reviews of a paper."""

    @writes(
        "paper_take",
        "Take the waiting reviews of a paper",
        scopes=("review",),
        takes=taken({"override_reason": text()}, optional=("override_reason",)),
        gives=obj({"results": array(SEAT)}),
        parameters=path_parameters(key="The paper's key."),
        example={},
    )
    def post(self, request: HttpRequest, body: Body, actor: Person, key: str) -> Done:
        """One seat in every waiting item, oldest first, at most ten, for seven days. Taking says
        that you have no conflict of interest with the paper."""
        taken_now = take_paper(citation=citation_of(key), **body, actor=actor)
        held = open_seats(actor).filter(pk__in=[seat.pk for seat in taken_now])
        return Done({"results": [seat_told(request, seat, seat.delivered) for seat in held]})


class ReviewNote(Endpoint):
    """What a reviewer has written and not delivered."""

    @reads("review_note", "Your unfinished recommendation", gives=KEPT, parameters=SEAT_PATH,
           refuses=(404,), signed_in=True)  # fmt: skip
    def get(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """Yours alone, editors included. Its ETag is what saving starts from."""
        read_address(dict(request.GET.lists()), ())
        actor = writer_of(request)
        now = kept(note_of(seat_of(actor, pk), actor))
        body = Done(now).response().content
        return answer(request, body, etag=etag(now["revision"]))

    @writes("review_note_save", "Save an unfinished recommendation", scopes=("review",),
            takes=_NOTE, gives=KEPT, parameters=SEAT_PATH, example=_EXAMPLE)  # fmt: skip
    def put(self, request: HttpRequest, body: Body, actor: Person, pk: str) -> Done:
        """It may be incomplete. Your time in the seat begins anew."""
        seat = seat_of(actor, pk)
        now = kept(note_of(seat, actor))
        refuse_unmatched(request, now["revision"], now)
        said = _BLANK | body | {"answers": _with_reasons(body.get("answers", {}))}
        try:
            note = keep_note(
                version=seat.round.version, said=said, revision=now["revision"], actor=actor
            )
        except Stale as error:
            raise changed(error.current.revision, kept(error.current)) from error
        return Done(kept(note), etag=etag(note.revision))


class ReviewRecommendation(Endpoint):
    """Delivering a recommendation."""

    @writes("recommendation_deliver", "Deliver your recommendation, or change it",
            scopes=("review",), takes=_RECOMMENDATION, gives=_DELIVERED, status=201,
            parameters=SEAT_PATH, example=_EXAMPLE)  # fmt: skip
    def post(self, request: HttpRequest, body: Body, actor: Person, pk: str) -> Done:
        """Every section is answered. Nobody else learns of it while the round is open."""
        made = recommend(seat=seat_of(actor, pk), **body, actor=actor)
        return Done({"verdict": made.verdict, "made_at": made.made_at.isoformat()}, 201)


class ReviewHandBack(Endpoint):
    """Giving a seat back."""

    @writes("review_hand_back", "Hand a review back", scopes=("review",),
            takes=taken({"reason": text()}, optional=("reason",)),
            gives=obj({"id": NUMBER}), parameters=SEAT_PATH, example={})  # fmt: skip
    def post(self, request: HttpRequest, body: Body, actor: Person, pk: str) -> Done:
        """Somebody else may take it. Not after delivering."""
        hand_back(seat=seat_of(actor, pk), **body, actor=actor)
        return Done({"id": int(pk)})


class ReviewRecuse(Endpoint):
    """Stepping back for good."""

    @writes("review_recuse", "Step back from a review for good", scopes=("review",),
            takes=taken({"reason": text(least=1)}), gives=obj({"id": NUMBER}), parameters=SEAT_PATH,
            example={"reason": "I know the authors."})  # fmt: skip
    def post(self, request: HttpRequest, body: Body, actor: Person, pk: str) -> Done:
        """You will not be offered this version again."""
        recuse(seat=seat_of(actor, pk), reason=body["reason"], actor=actor)
        return Done({"id": int(pk)})


class ReviewExtend(Endpoint):
    """More time."""

    @writes("review_extend", "Take seven more days for a review", scopes=("review",),
            gives=SEAT, parameters=SEAT_PATH)  # fmt: skip
    def post(self, request: HttpRequest, body: Body, actor: Person, pk: str) -> Done:
        """From now on."""
        extend(seat=seat_of(actor, pk), actor=actor)
        seat = seat_of(actor, pk)
        return Done(seat_told(request, seat, own_recommendation(seat, actor) is not None))


class ReviewStay(Endpoint):
    """Staying with what one said."""

    @writes("review_stay", "Stay with what you recommended", scopes=("review",),
            gives=obj({"id": NUMBER}), parameters=SEAT_PATH)  # fmt: skip
    def post(self, request: HttpRequest, body: Body, actor: Person, pk: str) -> Done:
        """While reconciling; when everybody stays a decider takes over."""
        stay(seat=seat_of(actor, pk), actor=actor)
        return Done({"id": int(pk)})


def _with_reasons(answers: dict[str, Any]) -> dict[str, Any]:
    return {name: {"answer": one["answer"], "reason": one.get("reason", "")}
            for name, one in answers.items()}  # fmt: skip
