"""Assigning seats: an editor with no part in a round says who reviews it."""

from typing import TYPE_CHECKING, Any

from django.db import transaction

from accounts.models import Person
from evidence.models import Version
from ground import clock, events
from ground.errors import Denied, Invalid, Missing, Problem, Stale
from reviews.models import Recusal, Seat
from reviews.policies.calibration import why_not_give
from reviews.policies.duties import why_not_review
from reviews.policies.staffing import (
    away_sentence,
    cannot_review_sentence,
    last_decider_sentence,
    why_not_assign,
)
from reviews.queries.calibration import left_before_first_review
from reviews.queries.footing import footing_of
from reviews.queries.seats import places, sits

from .leases import end_time
from .locking import locked_version
from .reasons import required_reason
from .seats import is_last_decider, sit
from .telling import tell_of_seat

if TYPE_CHECKING:
    from collections.abc import Mapping


@transaction.atomic
def assign(*, version: Version, person: Person, override_reason: str = "", actor: Person) -> Seat:
    """Give `person` a free place in the round of `version` for seven days; return the seat.

    Assigning somebody who sits there already changes nothing. Raises Denied where the actor has
    a part in the round, where no place is free, where `person` may not review it, is away, or is
    the last who could decide on it (`override_reason` sets that aside); Stale once it closed.
    """
    version = _ready(version, actor)
    person = _locked(person)
    if seat := _sitting(version, person):
        return seat
    _refuse(version, person, override_reason)
    if not places(version.pk).free:
        raise Denied(
            "Every seat is taken; somebody was faster. Nobody was assigned. Reassign a seat, or "
            "wait until one is free."
        )
    return _seated(version, person, "assign", {}, override_reason, actor)


@transaction.atomic
def reassign(
    *, seat: Seat, person: Person, reason: str, override_reason: str = "", actor: Person
) -> Seat:
    """End the time of whoever sits in `seat` and give the place to `person`; return their seat.

    What the first has delivered stands, and nobody is told whether they did: the answer is the
    same. Raises what `assign` raises, and Stale where nobody sits in `seat` any more.
    """
    version = _ready(seat.round.version, actor)
    person = _locked(person)
    seat = Seat.objects.select_related("holder").get(pk=seat.pk)
    if not sits(seat):
        raise Stale(
            "Nobody sits in this seat any more: it was handed back, its time ran out, or another "
            "editor was faster. Nothing was reassigned; look at the page again.",
            current=version,
        )
    if seat.holder_id == person.pk or _sitting(version, person):
        raise Denied(f"{person} sits in this round already. Nothing was reassigned.")
    _refuse(version, person, override_reason)
    reason = required_reason(reason, "Nothing was reassigned.")
    end_time(seats=[seat])
    if not places(version.pk).free:
        raise Denied("This round needs no other reviewer. Nothing was reassigned.")
    data = {"from": seat.holder_id, "reason": reason}
    return _seated(version, person, "reassign", data, override_reason, actor)


def _ready(version: Version, actor: Person) -> Version:
    version = locked_version(version)
    if sentence := why_not_assign(footing_of(actor, version)):
        raise Denied(f"{sentence} Nothing was changed.")
    if version.standing.status != "in_review":
        raise Stale(
            f"The version is {version.standing.get_status_display()} now; seats are assigned "
            "while it is in review. Nothing was changed.",
            current=version,
        )
    return version


def _locked(person: Person) -> Person:
    """Return `person` as they are now; their account is not closed before we are done."""
    found = Person.objects.select_for_update(no_key=True).filter(pk=person.pk).first()
    if found is None:
        raise Missing("There is no such person. Nothing was changed.")
    return found


def _sitting(version: Version, person: Person) -> Seat | None:
    seat = Seat.objects.select_related("holder").filter(round=version.pk, holder=person).first()
    return seat if seat and sits(seat) else None


def _refuse(version: Version, person: Person, override_reason: str) -> None:
    if person.is_away(clock.now().date()):
        raise Denied(away_sentence(f"{person} is", person.away_until) + " Nobody was assigned.")
    recused = Recusal.objects.filter(round=version.pk, person=person).exists()
    if recused or why_not_review(footing_of(person, version)):
        raise Denied(f"{cannot_review_sentence(str(person))} Nobody was assigned.")
    if sentence := why_not_give(left_before_first_review(person), str(person)):
        raise Denied(f"{sentence} Nobody was assigned.")
    if is_last_decider(version, person) and not override_reason.strip():
        sentence = last_decider_sentence(version.item.accession, str(person))
        raise Invalid(
            "Nobody was assigned. What you wrote is kept.",
            [Problem("override_reason", sentence, "last_decider")],
        )


def _seated(
    version: Version,
    person: Person,
    verb: str,
    data: "Mapping[str, Any]",
    override_reason: str,
    actor: Person,
) -> Seat:
    seat = sit(version=version, person=person)
    told = {"version": version.number, "to": person.pk, **data}
    if override_reason.strip():
        told["override"] = required_reason(override_reason, "Nobody was assigned.")
    events.record(stream=f"item:{version.item.accession}", verb=verb, data=told, actor=actor)
    tell_of_seat(seat=seat)
    return seat
