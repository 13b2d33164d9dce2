"""What the vocabulary recognised in an abstract and offered, and what a person took."""

import uuid
from typing import TYPE_CHECKING

from django.db import models

from .drafts import Draft

if TYPE_CHECKING:
    from accounts.models import Person


class OfferQuerySet(models.QuerySet["Offer"]):
    """Offers belong to a draft, which is its authors' alone."""

    def visible_to(self, reader: "Person | None") -> "OfferQuerySet":
        """Return the offers of the drafts `reader` may see."""
        return self.filter(draft__in=Draft.objects.visible_to(reader).values("pk"))


class Offer(models.Model):
    """One name offered for a draft, or taken into one of its columns. Rows are never changed.

    `column` is "" where the name was offered; `written` is how the abstract has it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="offers")
    citation = models.ForeignKey(
        "evidence.Citation", on_delete=models.PROTECT, related_name="offers"
    )
    vocabulary = models.CharField(max_length=20)
    name = models.TextField()
    written = models.TextField()
    column = models.CharField(max_length=30, blank=True)
    at = models.DateTimeField()

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["at", "vocabulary", "name"]

    def __str__(self) -> str:
        return f"{self.name} for draft {self.draft_id}"
