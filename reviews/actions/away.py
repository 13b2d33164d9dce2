"""Away until: a person says when they are back, and gives up their reviews in the same step."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from accounts.actions.away import set_away
from evidence.models import Item
from ground import clock, events
from reviews.models import Seat
from reviews.models.rounds import is_live

from .leases import end_time

if TYPE_CHECKING:
    from accounts.models import Person


@transaction.atomic
def go_away(*, until: date | None, leave_seats: bool, actor: "Person") -> list[Seat]:
    """Say that the actor is back on `until` (None: here); return the seats they left.

    With `leave_seats` their time ends in every seat of a round in review. What they delivered
    stands, and others see the same whether they did.
    """
    seats = _sat_in(actor) if until and leave_seats else []
    if seats:
        items = {seat.round.version.item_id for seat in seats}
        list(Item.objects.select_for_update().filter(pk__in=items).order_by("pk"))
    set_away(until=until, actor=actor)
    end_time(seats=seats)
    for seat in seats:
        version = seat.round.version
        events.record(
            stream=f"item:{version.item.accession}", verb="leave seat",
            data={"version": version.number}, actor=actor,
        )  # fmt: skip
    return seats


def _sat_in(actor: "Person") -> list[Seat]:
    live = Seat.objects.filter(is_live(clock.now()), holder=actor)
    return list(
        live.filter(round__version__standing__status="in_review").select_related(
            "round__version__item"
        )
    )
