"""Reconciling: two reviewers who differ see each other's reasons, and each may stay with theirs."""

from typing import TYPE_CHECKING

from django.db import transaction

from ground import clock, events
from ground.errors import Missing, Stale
from reviews.models import Recommendation, Round, Seat
from reviews.policies.reconciling import over_sentence

from .locking import locked_version
from .telling import tell_deciders

if TYPE_CHECKING:
    from accounts.models import Person


@transaction.atomic
def stay(*, seat: Seat, actor: "Person") -> Seat:
    """Say that the actor stays with what they recommended; return the seat.

    Once everybody who recommended stays, reconciling is over and a decider may take over; the
    status does not change. Saying it twice changes nothing.
    """
    version = locked_version(seat.round.version)
    seat = Seat.objects.select_for_update(of=("self",)).get(pk=seat.pk)
    if seat.holder_id != actor.pk:
        raise Missing("This seat is not yours. Nothing was changed.")
    if not version.round.is_reconciling(clock.now()) or version.standing.status != "split":
        raise Stale(over_sentence(version.standing.get_status_display()), current=version)
    seat.stays = True
    seat.save(update_fields=["stays"])
    events.record(
        stream=f"sealed:{version.item.accession}",
        verb="stay",
        data={"version": version.number, "seat": seat.number},
        actor=actor,
    )
    spoke = Recommendation.objects.filter(round=version.pk).values("seat")
    if not Seat.objects.filter(pk__in=spoke, stays=False).exists():
        Round.objects.filter(pk=version.pk).update(reconciling_until=clock.now())
        tell_deciders(version=version)
    return seat
