"""Rounds and their seats: one peer review of one version."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from accounts.models import Person


class Round(models.Model):
    """The review of one version. Where it stands is the version's standing."""

    version = models.OneToOneField(
        "evidence.Version", on_delete=models.PROTECT, primary_key=True, related_name="round"
    )
    seats_wanted = models.PositiveSmallIntegerField()
    authors_interests = models.TextField()
    why_separate = models.TextField(blank=True)
    why_fewer_seats = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    reconciling_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seats_wanted__gte=1, seats_wanted__lte=2),
                name="round_has_one_or_two_seats",
            ),
            models.CheckConstraint(
                condition=~models.Q(authors_interests=""), name="round_has_the_authors_interests"
            ),
        ]

    def __str__(self) -> str:
        return f"round of version {self.version_id}"

    def is_reconciling(self, now: datetime) -> bool:
        """Tell whether the reviewers of a split version still see and may change theirs."""
        return self.reconciling_until is not None and self.reconciling_until > now


def is_live(now: datetime, prefix: str = "") -> Q:
    """The condition that somebody sits in a seat: a reviewer whose time is not over.

    It asks nothing about recommendations, so it holds alike whether one was delivered or not.
    """
    return Q(
        **{
            f"{prefix}lease_until__gt": now,
            f"{prefix}holder__is_active": True,
            f"{prefix}holder__roles__contains": ["reviewer"],
        }
    )


class SeatQuerySet(models.QuerySet["Seat"]):
    """A seat is its holder's to open; editors learn of seats through counts alone."""

    def visible_to(self, reader: "Person | None") -> "SeatQuerySet":
        """Return the seats whose review `reader` may open: those they hold."""
        if reader is None or not reader.is_authenticated:
            return self.none()
        return self.filter(holder=reader)


class Seat(models.Model):
    """One reviewer's place in a round. Nothing here tells whether a recommendation exists.

    Whoever took a seat keeps the row when their time runs out; whoever follows gets a row of
    their own. So seats come and go alike whether or not something was delivered from them (ADR
    12). A round has as many places as `seats_wanted`; a place is free while nobody sits in it.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="seats")
    number = models.PositiveSmallIntegerField()
    holder = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, null=True, related_name="seats"
    )
    taken_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    stays = models.BooleanField(default=False)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="seat_is_unique_in_its_round"),
            models.UniqueConstraint(
                fields=["round", "holder"], name="reviewer_holds_one_seat_in_a_round"
            ),
            models.CheckConstraint(
                condition=models.Q(holder=None, taken_at=None, lease_until=None)
                | (~models.Q(holder=None) & ~models.Q(taken_at=None) & ~models.Q(lease_until=None)),
                name="seat_is_free_or_taken_with_a_lease",
            ),
        ]
        indexes = [
            models.Index(fields=["holder", "lease_until"], name="seat_by_holder"),
            models.Index(fields=["holder", "taken_at"], name="seat_by_turn"),
        ]

    def __str__(self) -> str:
        return f"seat {self.number} of round {self.round_id}"
