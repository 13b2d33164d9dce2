"""The reviews a person holds."""

from typing import Any, NamedTuple

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from accounts.models import Person
from evidence.models import Version
from ground import clock
from reviews.models import Recommendation, Round, Seat
from reviews.models.rounds import is_live

MOST_HELD = 200


def open_seats(reader: Person) -> QuerySet[Any]:
    """Return the seats of `reader` from which something can still be said, oldest item first.

    Each carries `delivered`: whether the reader has said something from it; and `lost`: their
    time ran out before, and others sit in all places.
    """
    now = clock.now()
    sitting = Seat.objects.filter(is_live(now), round=OuterRef("round")).order_by()
    taken = Subquery(sitting.values("round").annotate(n=Count("pk")).values("n"))
    own = Recommendation.objects.visible_to(reader).filter(person=reader, seat=OuterRef("pk"))
    open_round = Q(round__version__standing__status="in_review") | Q(
        round__version__standing__status="split", round__reconciling_until__gt=now
    )
    return (
        Seat.objects.visible_to(reader)
        .filter(open_round)
        .annotate(delivered=Exists(own), taken=Coalesce(taken, 0))
        .annotate(
            lost=Case(
                When(
                    delivered=False,
                    lease_until__lte=now,
                    taken__gte=F("round__seats_wanted"),
                    then=True,
                ),
                default=False,
            )
        )
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
        delivered=False, lost=False, round__version__citation=seat.round.version.citation_id
    )
    later = waiting.filter(round__version__submitted_at__gt=seat.round.version.submitted_at)
    return later.first() or waiting.exclude(pk=seat.pk).first()


class SeatCounts(NamedTuple):
    """Places of a round that are free, and seats in which somebody sits: delivered from or not."""

    free: int
    taken: int


def seat_counts(version: Version) -> SeatCounts | None:
    """Return how many places of a round in review are free and taken; None once it is closed."""
    if version.standing.status != "in_review":
        return None
    return places(version.pk)


def places(round_: int) -> SeatCounts:
    """Return how many places of the round with this number are free, and how many are taken."""
    wanted = Round.objects.values_list("seats_wanted", flat=True).get(pk=round_)
    taken = Seat.objects.filter(is_live(clock.now()), round=round_).count()
    return SeatCounts(max(wanted - taken, 0), taken)


def sits(seat: Seat) -> bool:
    """Tell whether the holder of `seat` sits in it: the same question as `is_live`."""
    holder, until = seat.holder, seat.lease_until
    if holder is None or until is None:
        return False
    return until > clock.now() and holder.is_active and holder.is_reviewer


def has_place(seat: Seat) -> bool:
    """Tell whether the holder of `seat` sits in it, or could sit down again."""
    return sits(seat) or places(seat.round_id).free > 0
