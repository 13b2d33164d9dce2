"""Taking and handing back reviews, a paper at a time."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from evidence.models import Citation, Item, Version
from ground import clock, events
from ground.errors import Denied, Missing
from reviews.models import Recommendation, Seat
from reviews.models.rounds import is_free
from reviews.policies.duties import why_not_review
from reviews.policies.staffing import last_decider_sentence
from reviews.policies.submission import NO_INTERESTS
from reviews.queries.deciders import could_decide
from reviews.queries.footing import footing_of
from reviews.workflow import LEASE_DAYS, MOST_TAKEN_AT_ONCE

from .declaring import answer_about, refuse_undeclared
from .reasons import required_reason

if TYPE_CHECKING:
    from accounts.models import Person


@transaction.atomic
def take_paper(*, citation: Citation, override_reason: str = "", actor: "Person") -> list[Seat]:
    """Take one free seat of every waiting item of a paper, oldest first, at most ten.

    The seats are held for seven days. Items that already have the actor's seat are left as they
    are, so asking twice takes nothing more. Raises Denied with the reason where not one could
    be taken: not a reviewer, author, conflict of interest, taken by others meanwhile, or the
    last person who could still decide (an editor may override that with a reason). Taking says
    that the actor has no conflict of interest with the paper, and is kept as that answer.
    """
    refuse_undeclared(actor, "Nothing was taken.")
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
        sentence = _why_not_take(version, override_reason, actor)
        seat = None if sentence else _free_seat(version)
        if seat is None:
            reasons.append(sentence or "Both seats are taken; somebody was faster.")
            continue
        taken.append(_sit(seat, version, override_reason, actor))
    if not taken:
        raise Denied(f"{reasons[0]} Nothing was taken.")
    answer_about(citation=citation, occasion="taking", interests=NO_INTERESTS, actor=actor)
    return taken


def _why_not_take(version: Version, override_reason: str, actor: "Person") -> str:
    if not Version.objects.filter(pk=version.pk, standing__status="in_review").exists():
        return "The round has closed meanwhile."
    if Seat.objects.filter(round=version.pk, holder=actor).exists():
        return "You already hold a seat here."
    if sentence := why_not_review(footing_of(actor, version)):
        return sentence
    if actor.is_editor and not override_reason.strip() and not _others_could_decide(version, actor):
        return last_decider_sentence(version.item.accession)
    return ""


def _others_could_decide(version: Version, actor: "Person") -> bool:
    """Tell whether an editor besides `actor` could still decide on `version`."""
    return could_decide(version).exclude(pk=actor.pk).exists()


def _free_seat(version: Version) -> Seat | None:
    """Return a seat nobody holds, or one whose lease ran out before anything was delivered."""
    free = Seat.objects.filter(is_free(clock.now()), round=version.pk)
    return free.order_by(F("holder").asc(nulls_first=True), "number").first()


def _sit(seat: Seat, version: Version, override_reason: str, actor: "Person") -> Seat:
    seat.holder, seat.taken_at = actor, clock.now()
    seat.lease_until = seat.taken_at + timedelta(days=LEASE_DAYS)
    seat.save(update_fields=["holder", "taken_at", "lease_until"])
    data: dict[str, Any] = {"version": version.number, "seat": seat.number}
    if override_reason.strip():
        data["override"] = override_reason.strip()
    events.record(stream=f"item:{version.item.accession}", verb="take", data=data, actor=actor)
    return seat


@transaction.atomic
def hand_back(*, seat: Seat, reason: str = "", actor: "Person") -> Seat:
    """Free a seat the actor holds; raise Denied where a recommendation was delivered from it."""
    Item.objects.select_for_update(of=("self",)).get(versions__round=seat.round_id)
    seat = Seat.objects.select_related("round__version__item").get(pk=seat.pk)
    if seat.holder_id != actor.pk:
        raise Missing("You do not hold this seat. Nothing was changed.")
    if Recommendation.objects.filter(seat=seat, person=actor).exists():
        raise Denied(
            "You have delivered your recommendation, and it stands. You may change it while the "
            "round is open. Nothing was handed back."
        )
    seat.holder, seat.taken_at, seat.lease_until = None, None, None
    seat.save(update_fields=["holder", "taken_at", "lease_until"])
    version = seat.round.version
    data: dict[str, Any] = {"version": version.number, "seat": seat.number}
    if reason.strip():
        data["reason"] = required_reason(reason, "The review was not handed back.")
    events.record(stream=f"item:{version.item.accession}", verb="hand back", data=data, actor=actor)
    return seat
