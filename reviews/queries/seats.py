"""The reviews a person holds."""

from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Person
from evidence.models import Version
from ground import clock
from reviews.models import Recommendation, Seat
from reviews.models.rounds import is_free

MOST_HELD = 200


def open_seats(reader: Person) -> QuerySet[Any]:
    """Return the seats of `reader` from which something can still be said, oldest item first.

    Each carries `delivered`: whether the reader has said something from it.
    """
    own = Recommendation.objects.visible_to(reader).filter(person=reader, seat=OuterRef("pk"))
    open_round = Q(round__version__standing__status="in_review") | Q(
        round__version__standing__status="split", round__reconciling_until__gt=clock.now()
    )
    return (
        Seat.objects.visible_to(reader)
        .filter(open_round)
        .annotate(delivered=Exists(own))
        .select_related(
            "round__version__item", "round__version__standing", "round__version__citation"
        )
        .defer(
            "round__version__document", "round__version__answers", "round__version__supplement",
            "round__version__citation__abstract",
        )
        .order_by("round__version__submitted_at", "round__version__item__number")
    )  # fmt: skip


def next_seat(seat: Seat, reader: Person) -> Seat | None:
    """Return the reader's next undelivered seat on the same paper, or the first one there is."""
    waiting = open_seats(reader).filter(
        delivered=False, round__version__citation=seat.round.version.citation_id
    )
    later = waiting.filter(round__version__submitted_at__gt=seat.round.version.submitted_at)
    return later.first() or waiting.exclude(pk=seat.pk).first()


class SeatCounts(NamedTuple):
    """Seats of a round that are free, and those somebody holds: delivered from or not."""

    free: int
    taken: int


def seat_counts(version: Version) -> SeatCounts | None:
    """Return how many seats of a round in review are free and taken; None once it is closed."""
    if version.standing.status != "in_review":
        return None
    seats = Seat.objects.filter(round=version.pk)
    free = seats.filter(is_free(clock.now())).count()
    return SeatCounts(free, seats.count() - free)
