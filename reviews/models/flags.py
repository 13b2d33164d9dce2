"""Flags: something about an item that has to be looked at before it may be accepted."""

import uuid

from django.db import models
from django.db.models import Q

from evidence.models.terms import choices_of
from reviews.enums import FLAG_KINDS


class Flag(models.Model):
    """A doubt, a concern, or a problem a reader reported. A report waits to be let through."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey("evidence.Item", on_delete=models.PROTECT, related_name="flags")
    kind = models.CharField(max_length=8, choices=choices_of(FLAG_KINDS.choices))
    text = models.TextField()
    contact = models.CharField(max_length=200, blank=True)
    raised_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, null=True, related_name="flags_raised"
    )
    raised_at = models.DateTimeField()
    awaits_moderation = models.BooleanField(default=False)
    resolved_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, null=True, related_name="flags_resolved"
    )
    resolved_at = models.DateTimeField(null=True)
    why_resolved = models.TextField(blank=True)

    class Meta:
        ordering = ["raised_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at=None) | ~Q(why_resolved=""),
                name="flag_is_resolved_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["item"], condition=Q(resolved_at=None), name="flag_open_of_item")
        ]

    def __str__(self) -> str:
        return f"{self.kind} about item {self.item_id}"
