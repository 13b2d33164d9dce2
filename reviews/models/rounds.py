"""Rounds: one peer review of one version."""

from django.db import models


class Round(models.Model):
    """The review of one version. Where it stands is the version's standing."""

    version = models.OneToOneField(
        "evidence.Version", on_delete=models.PROTECT, primary_key=True, related_name="round"
    )
    seats_wanted = models.PositiveSmallIntegerField()
    authors_interests = models.TextField()
    why_separate = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

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
