"""Taking reviews, a paper at a time, and giving them up."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from evidence.models import Citation, Item, Version
from ground import clock, events
from ground.errors import Denied, Missing, Stale
from reviews.models import Recommendation, Recusal, Seat
from reviews.policies.duties import why_not_review
from reviews.policies.staffing import away_sentence, last_decider_sentence
from reviews.policies.submission import NO_INTERESTS
from reviews.queries.deciders import could_decide
from reviews.queries.footing import footing_of
from reviews.queries.seats import places, sits
from reviews.workflow import LEASE_DAYS, MOST_TAKEN_AT_ONCE

from .calibrate import refuse_uncalibrated
from .declaring import answer_about, refuse_undeclared
from .leases import end_idle
from .locking import locked_version
from .reasons import required_reason

if TYPE_CHECKING:
    from accounts.models import Person


@transaction.atomic
def take_paper(*, citation: Citation, override_reason: str = "", actor: "Person") -> list[Seat]:
    """Take one free place in every waiting item of a paper, oldest first, at most ten.

    They are held for seven days. Items in which the actor sits are left as they are, so asking
    twice takes nothing more. Raises Denied with the reason where not one could be taken: not a
    reviewer, author, conflict of interest, recused, away, taken by others meanwhile, or the last
    person who could still decide (an editor may override that with a reason). Taking says that
    the actor has no conflict of interest with the paper, and is kept as that answer.
    """
    refuse_undeclared(actor, "Nothing was taken.")
    refuse_uncalibrated(actor, "Nothing was taken.")
    waiting = list(
        Version.objects.filter(citation=citation, standing__status="in_review")
        .order_by("submitted_at", "pk")
        .select_related("item", "round")
    )
    if not waiting:
        raise Missing("No item of this paper waits for review any more. Nothing was taken.")
    # One order of locks for everybody, so that two reviewers never wait for each other.
    list(
        Item.objects.select_for_update().filter(pk__in=[v.item_id for v in waiting]).order_by("pk")
    )
    taken: list[Seat] = []
    reasons: list[str] = []
    for version in waiting:
        if len(taken) == MOST_TAKEN_AT_ONCE:
            break
        if sentence := _why_not_take(version, override_reason, actor):
            reasons.append(sentence)
            continue
        seat = sit(version=version, person=actor)
        data: dict[str, Any] = {"version": version.number}
        if override_reason.strip():
            data["override"] = override_reason.strip()
        events.record(stream=f"item:{version.item.accession}", verb="take", data=data, actor=actor)
        taken.append(seat)
    if not taken:
        raise Denied(f"{reasons[0]} Nothing was taken.")
    answer_about(citation=citation, occasion="taking", interests=NO_INTERESTS, actor=actor)
    return taken


def _why_not_take(version: Version, override_reason: str, actor: "Person") -> str:
    if not Version.objects.filter(pk=version.pk, standing__status="in_review").exists():
        return "The round has closed meanwhile."
    if actor.is_away(clock.now().date()):
        return away_sentence("You are", actor.away_until)
    own = Seat.objects.select_related("holder").filter(round=version.pk, holder=actor).first()
    if own and (sits(own) or _has_spoken(own)):
        return "You already hold a seat here."
    if sentence := why_not_review(footing_of(actor, version)):
        return sentence
    if Recusal.objects.filter(round=version.pk, person=actor).exists():
        return "You stepped back from this review for good."
    if is_last_decider(version, actor) and not override_reason.strip():
        return last_decider_sentence(version.item.accession)
    if not places(version.pk).free:
        return "Both seats are taken; somebody was faster."
    return ""


def is_last_decider(version: Version, person: "Person") -> bool:
    """Tell whether nobody could decide on `version` any more once `person` reviews it."""
    return person.is_editor and not could_decide(version).exclude(pk=person.pk).exists()


def sit(*, version: Version, person: "Person") -> Seat:
    """Give `person` a place in the round of a locked `version`; the caller has asked who may.

    A row that somebody has held is theirs for good, whatever they did in it: whoever follows
    sits in another, which is made where there is none.
    """
    end_idle(version.round)
    rows = Seat.objects.filter(round=version.pk)
    seat = rows.filter(holder=person).first() or rows.filter(holder=None).order_by("number").first()
    if seat is None:
        last = rows.aggregate(last=Max("number"))["last"] or 0
        seat = Seat(round=version.round, number=last + 1)
    seat.holder, seat.taken_at = person, clock.now()
    seat.lease_until = seat.taken_at + timedelta(days=LEASE_DAYS)
    seat.save()
    return seat


@transaction.atomic
def hand_back(*, seat: Seat, reason: str = "", actor: "Person") -> Seat:
    """Free a seat the actor holds; raise Denied where a recommendation was delivered from it."""
    seat = _own_unused(seat, actor)
    version = seat.round.version
    data: dict[str, Any] = {"version": version.number}
    if reason.strip():
        data["reason"] = required_reason(reason, "The review was not handed back.")
    _free(seat)
    events.record(stream=f"item:{version.item.accession}", verb="hand back", data=data, actor=actor)
    return seat


@transaction.atomic
def recuse(*, seat: Seat, reason: str, actor: "Person") -> Recusal:
    """Free a seat the actor holds, never to review this version again; return the recusal.

    Raises Denied where a recommendation was delivered, Stale where the round has closed.
    """
    seat = _own_unused(seat, actor)
    version = seat.round.version
    reason = required_reason(reason, "You still hold the review.")
    recusal = Recusal.objects.create(
        round=seat.round, person=actor, reason=reason, made_at=clock.now()
    )
    _free(seat)
    data = {"version": version.number, "reason": reason}
    events.record(stream=f"item:{version.item.accession}", verb="recuse", data=data, actor=actor)
    return recusal


def _own_unused(seat: Seat, actor: "Person") -> Seat:
    """Lock and return a seat of the actor in a round in review that nothing was said from."""
    version = locked_version(seat.round.version)
    seat = Seat.objects.select_related("round__version__item").get(pk=seat.pk)
    if seat.holder_id is None and version.standing.status != "in_review":
        raise Stale("The round has closed, and your seat with it. Nothing was changed.")
    if seat.holder_id != actor.pk:
        raise Missing("You do not hold this seat. Nothing was changed.")
    if _has_spoken(seat):
        raise Denied(
            "You have delivered your recommendation, and it stands. You may change it while the "
            "round is open. Nothing was handed back."
        )
    return seat


def _has_spoken(seat: Seat) -> bool:
    return Recommendation.objects.filter(seat=seat, person=seat.holder_id).exists()


def _free(seat: Seat) -> None:
    seat.holder, seat.taken_at, seat.lease_until = None, None, None
    seat.save(update_fields=["holder", "taken_at", "lease_until"])
