"""Who wants to be told when a publication is retracted."""

from django.db import models


class Follow(models.Model):
    """One person's wish to be told what becomes of a publication; without one, of any.

    Nobody else is shown it. Editors, and curators of claims from the paper, are told without.
    """

    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="follows")
    citation = models.ForeignKey(
        "evidence.Citation", on_delete=models.PROTECT, null=True, related_name="follows"
    )
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "citation"], nulls_distinct=False,
                name="person_follows_a_publication_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"follow of {self.citation_id or 'all'} by {self.person_id}"
