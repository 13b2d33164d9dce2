"""How long somebody sits: time that begins anew, ends, and is asked for.

Nothing here asks whether a recommendation was delivered, but for `free_unused`, which runs as a
round closes. So a seat lives and ends alike in either case, and nobody can tell from it.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef

from evidence.models import Item, Version
from ground import clock, events
from ground.errors import Denied, Missing, Stale
from reviews.models import Recommendation, Round, Seat
from reviews.models.rounds import is_live
from reviews.queries.seats import has_place, sits
from reviews.workflow import LEASE_DAYS

from .locking import locked_version

if TYPE_CHECKING:
    from accounts.models import Person


def renew(*, version: Version, actor: "Person") -> Seat | None:
    """Let the actor's time begin anew; return their seat, or None where they have no place.

    A time that ran out begins anew while nobody else has taken the place.
    """
    seat = Seat.objects.filter(round=version.pk, holder=actor).select_related("holder").first()
    if seat is None:
        return None
    if not sits(seat):
        # Somebody may take the place at this moment: one of us is first.
        Item.objects.select_for_update().get(pk=version.item_id)
        if not has_place(seat):
            return None
    seat.lease_until = clock.now() + timedelta(days=LEASE_DAYS)
    kept = Seat.objects.filter(pk=seat.pk, holder=actor).update(lease_until=seat.lease_until)
    return seat if kept else None


@transaction.atomic
def extend(*, seat: Seat, actor: "Person") -> Seat:
    """Give the actor seven days from now; return the seat.

    Raises Missing where the seat is not theirs, Stale where the round has closed, Denied where
    their time ran out and another reviewer has the place.
    """
    version = locked_version(seat.round.version)
    if version.standing.status != "in_review":
        raise Stale("The round has closed. There is nothing to extend.", current=version)
    if not Seat.objects.filter(pk=seat.pk, holder=actor).exists():
        raise Missing("You do not hold this seat. Nothing was changed.")
    renewed = renew(version=version, actor=actor)
    if renewed is None:
        raise Denied(
            "Your time ran out and another reviewer has the place. Nothing was changed; what you "
            "wrote is kept for you."
        )
    data = {"version": version.number}
    events.record(stream=f"item:{version.item.accession}", verb="extend", data=data, actor=actor)
    return renewed


def end_time(*, seats: "list[Seat]") -> None:
    """End the time of `seats` now. Their holders come back only while the place is free."""
    now = clock.now()
    Seat.objects.filter(pk__in=[seat.pk for seat in seats], lease_until__gt=now).update(
        lease_until=now
    )


def end_idle(round_: Round) -> None:
    """End the time of those who cannot sit any more: account closed, no reviewer any longer.

    So that nobody who comes back finds two people in one place.
    """
    now = clock.now()
    held = Seat.objects.filter(round=round_).exclude(holder=None)
    end_time(seats=list(held.filter(lease_until__gt=now).exclude(is_live(now))))


def free_unused(version: Version) -> None:
    """Take everybody out of the seats of a closing round from which nothing was said."""
    said = Recommendation.objects.filter(seat=OuterRef("pk"), person=OuterRef("holder"))
    Seat.objects.filter(~Exists(said), round=version.pk).exclude(holder=None).update(
        holder=None, taken_at=None, lease_until=None
    )
