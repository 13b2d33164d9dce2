"""Flags: something about an item that has to be looked at before it may be accepted."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from evidence.models.terms import choices_of
from reviews.enums import FLAG_KINDS

if TYPE_CHECKING:
    from accounts.models import Person


class FlagQuerySet(models.QuerySet["Flag"]):
    """Who may read which flags."""

    def visible_to(self, reader: "Person | None") -> "FlagQuerySet":
        """Return the flags `reader` may read: editors all, others those that were let through
        and stand on an item they may know of."""
        if reader is None or not reader.is_authenticated:
            return self.none()
        if reader.is_editor:
            return self.all()
        from evidence.models import Item

        return self.filter(awaits_moderation=False, item__in=Item.objects.visible_to(reader))

    def open(self) -> "FlagQuerySet":
        """Return the flags that stand in the way of acceptance."""
        return self.filter(resolved_at=None, awaits_moderation=False)


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

    objects = FlagQuerySet.as_manager()

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
