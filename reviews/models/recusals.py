"""Reviewers who stepped back from one version for good."""

from django.db import models
from django.db.models import Q


class Recusal(models.Model):
    """A person who will never review this version. Inserted, never changed."""

    round = models.ForeignKey("reviews.Round", on_delete=models.PROTECT, related_name="recusals")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="recusals")
    reason = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person"], name="reviewer_recuses_once_from_a_round"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="recusal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"recusal of {self.person_id} from round {self.round_id}"
