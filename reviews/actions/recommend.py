"""Recommend: a reviewer says what they think, and the round closes when all have."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from evidence.actions.versions import submission_problems
from evidence.documents import content_of
from evidence.models import Version
from ground import clock, events
from ground.errors import Denied, Invalid, Missing, Problem, Stale
from reviews.models import Recommendation, Round, Seat
from reviews.policies.consensus import is_agreed
from reviews.policies.corrections import suggested_content
from reviews.policies.duties import why_not_review
from reviews.policies.judgements import recommendation_problems
from reviews.queries.footing import footing_of
from reviews.queries.seals import seal_of
from reviews.queries.seats import has_place
from reviews.workflow import RECONCILING_DAYS

from .declaring import refuse_undeclared
from .leases import free_unused
from .locking import locked_version, ready_for
from .moving import set_status
from .reasons import required_reason

if TYPE_CHECKING:
    from accounts.models import Person

LOST = (
    "Your seat was handed back or its time ran out, and another reviewer has taken it. Nothing "
    "was delivered; your text stays on this page as a private note."
)


@transaction.atomic
def recommend(
    *,
    seat: Seat,
    verdict: str,
    answers: dict[str, Any],
    suggestions: Sequence[dict[str, Any]] = (),
    reason: str = "",
    has_read: str,
    read_where: str = "",
    confidence: int | None = None,
    actor: "Person",
) -> Recommendation:
    """Deliver, or while the round is open change, the actor's recommendation from `seat`.

    Saying the same again returns what is there, so a double click is harmless. When the last
    seat has delivered, the round closes as agreed or split. Raises Missing where the seat is not
    the actor's, Stale where the round closed meanwhile, Denied for a duty, Invalid with every
    problem at once; nothing is changed then and what was written stays with the writer.
    """
    version = locked_version(seat.round.version)
    seat = Seat.objects.select_for_update(of=("self",)).get(pk=seat.pk)
    last = Recommendation.objects.filter(seat=seat, person=actor).order_by("-turn").first()
    _refuse_lost(version, seat, last, actor)
    _refuse_for_duties(version, seat, actor)
    said: dict[str, Any] = {
        "verdict": verdict, "answers": {name: _tidy(given) for name, given in answers.items()},
        "suggestions": list(suggestions), "reason": reason.strip(), "has_read": has_read,
        "read_where": read_where.strip(), "confidence": confidence,
    }  # fmt: skip
    problems = recommendation_problems(**said) or _unusable_suggestions(version, suggestions)
    if problems:
        raise Invalid("The recommendation was not delivered; what you wrote is kept.", problems)
    if last and all(getattr(last, name) == value for name, value in said.items()):
        return last
    made = Recommendation.objects.create(
        round=version.round, seat=seat, person=actor, turn=_turns(seat, actor) + 1,
        made_at=clock.now(), **said,
    )  # fmt: skip
    _record(made, version, actor)
    close_if_complete(version=version, actor=actor)
    return made


def _refuse_lost(
    version: Version, seat: Seat, last: Recommendation | None, actor: "Person"
) -> None:
    """Refuse where the seat is somebody else's by now, or the round has closed."""
    if seat.holder_id not in (actor.pk, None):
        raise Missing(LOST)
    _refuse_closed(version, has_spoken=last is not None)
    if seat.holder_id is None or not (last or has_place(seat)):
        raise Missing(LOST)


def _refuse_for_duties(version: Version, seat: Seat, actor: "Person") -> None:
    if sentence := why_not_review(footing_of(actor, version)):
        raise Denied(f"{sentence} Nothing was delivered.")
    if seat.taken_at:
        # Who took the seat has declared then; who was given it may have to now.
        what = "Nothing was delivered; what you wrote is kept."
        refuse_undeclared(actor, what, at=seat.taken_at)


def _record(made: Recommendation, version: Version, actor: "Person") -> None:
    """Record that somebody spoke, under a name that nobody reads while the round is open."""
    data = {
        "version": version.number, "seat": made.seat.number, "turn": made.turn,
        "seal": seal_of(made),
    }  # fmt: skip
    stream = f"sealed:{version.item.accession}"
    events.record(stream=stream, verb="recommend", data=data, actor=actor)


def _unusable_suggestions(version: Version, suggestions: Sequence[dict[str, Any]]) -> list[Problem]:
    """Return why a suggested value could never be accepted, so that it is put right now."""
    if not suggestions:
        return []
    content = suggested_content(content_of(version.document, version.supplement), suggestions)
    named = {suggestion["column"] for suggestion in suggestions}
    problems = submission_problems(content, version.citation, version.item)
    return [problem for problem in problems if problem.field in named]


def _turns(seat: Seat, person: "Person") -> int:
    """Return how often `person` has recommended from `seat`, what was voided included."""
    return Recommendation.with_voided.filter(seat=seat, person=person).count()


def _tidy(given: Any) -> Any:
    if not isinstance(given, dict):
        return given
    return {"answer": given.get("answer", ""), "reason": str(given.get("reason", "")).strip()}


def _refuse_closed(version: Version, *, has_spoken: bool) -> None:
    status = version.standing.status
    if status == "split" and has_spoken and version.round.is_reconciling(clock.now()):
        return
    if status != "in_review":
        raise Stale(
            f"The round closed meanwhile: the version is {version.standing.get_status_display()} "
            "now. Nothing was delivered; your text is kept on this page.",
            current=version,
        )


def close_if_complete(*, version: Version, actor: "Person") -> None:
    """Close the round of a locked `version` when every wanted seat has delivered.

    In review: agreed or split; a split starts up to seven days of reconciling. Reconciling: to
    agreed where the reviewers now say the same.
    """
    current = list(Recommendation.objects.filter(round=version.pk).current())
    round_ = Round.objects.get(pk=version.pk)
    if len(current) < round_.seats_wanted:
        return
    agreed = is_agreed(current)
    if version.standing.status == "in_review":
        round_.closed_at = clock.now()
        if not agreed:
            round_.reconciling_until = round_.closed_at + timedelta(days=RECONCILING_DAYS)
        round_.save(update_fields=["closed_at", "reconciling_until"])
        free_unused(version)
        status = "agreed" if agreed else "split"
        set_status(version=version, move="close", status=status, actor=actor)
    elif agreed:
        round_.reconciling_until = None
        round_.save(update_fields=["reconciling_until"])
        set_status(version=version, move="reconcile", status="agreed", actor=actor)


@transaction.atomic
def fewer_seats(*, version: Version, reason: str, actor: "Person") -> Version:
    """Lower a round to one seat and close it with the one recommendation delivered.

    The editor cannot know whether one was delivered: where none was, the round simply stays
    open with one seat, and the answer is the same.
    """
    version = ready_for("fewer_seats", version, actor)
    reason = required_reason(reason, "The number of seats was not changed.")
    if version.round.seats_wanted == 1:
        raise Denied("This round has one seat already. Nothing was changed.")
    Round.objects.filter(pk=version.pk).update(seats_wanted=1, why_fewer_seats=reason)
    set_status(
        version=version, move="fewer_seats", status="in_review", data={"reason": reason},
        actor=actor,
    )  # fmt: skip
    version.standing.refresh_from_db()
    close_if_complete(version=version, actor=actor)
    return version
