"""Drafts: mutable, may hold anything half typed."""

import uuid
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from accounts.models import Person


class DraftQuerySet(models.QuerySet["Draft"]):
    """A draft is its authors' alone."""

    def visible_to(self, reader: "Person | None") -> "DraftQuerySet":
        """Return the drafts `reader` may see: their own."""
        if reader is None or not reader.is_authenticated:
            return self.none()
        authorships = self.model.authors.through.objects.filter(person=reader)
        return self.filter(pk__in=authorships.values("draft"))

    def open(self) -> "DraftQuerySet":
        """Return the drafts still being written."""
        return self.filter(closed_at=None)


class Draft(models.Model):
    """Content being written. `revision` counts saves, so that two tabs never overwrite.

    `reviewers` is how many its round will want, where the import that brought it said so.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey("evidence.Item", on_delete=models.PROTECT, related_name="drafts")
    authors = models.ManyToManyField("accounts.Person", related_name="drafts")
    citation = models.ForeignKey(
        "evidence.Citation", on_delete=models.PROTECT, null=True, related_name="drafts"
    )
    content = models.JSONField(default=dict)
    based_on = models.ForeignKey(
        "evidence.Version", on_delete=models.PROTECT, null=True, related_name="drafts_from"
    )
    revision = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    became = models.OneToOneField(
        "evidence.Version", on_delete=models.PROTECT, null=True, related_name="draft"
    )
    why_withdrawn = models.TextField(blank=True)
    reviewers = models.PositiveSmallIntegerField(null=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(became=None) | ~models.Q(closed_at=None),
                name="draft_that_became_a_version_is_closed",
            ),
            models.CheckConstraint(
                condition=models.Q(reviewers=None) | models.Q(reviewers__gte=1, reviewers__lte=2),
                name="draft_wants_one_or_two_reviewers",
            ),
        ]

    def __str__(self) -> str:
        return f"draft of {self.item_id}"
