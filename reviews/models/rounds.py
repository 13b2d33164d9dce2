"""Rounds and their seats: one peer review of one version."""

from django.db import models


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


class Seat(models.Model):
    """One reviewer's place in a round. Nothing here tells whether a recommendation exists."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="seats")
    number = models.PositiveSmallIntegerField()
    holder = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, null=True, related_name="seats"
    )
    taken_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)

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
        indexes = [models.Index(fields=["holder", "lease_until"], name="seat_by_holder")]

    def __str__(self) -> str:
        return f"seat {self.number} of round {self.round_id}"
