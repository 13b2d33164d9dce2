"""Items: the identity of a claim, without content."""

import re
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

if TYPE_CHECKING:
    from accounts.models import Person

# Figures of other scripts count as digits for Python, and not all of them are numbers.
_SIX_DIGITS = re.compile("[0-9]{6}")


def accession_of(number: int) -> str:
    """Return the accession with this number."""
    return f"EVD-{number:06d}"


class ItemQuerySet(models.QuerySet["Item"]):
    """Who may know of which items."""

    def visible_to(self, reader: "Person | None") -> "ItemQuerySet":
        """Return the items `reader` may know of.

        Visitors: items with an accepted version. Signed-in people: every item with a submitted
        version that the sight table opens to them, and their own drafts.
        """
        from .versions import Version

        shown = Q(Exists(Version.objects.visible_to(reader).filter(item=OuterRef("pk"))))
        if reader is not None and reader.is_authenticated:
            drafted = self.model.objects.filter(pk=OuterRef("pk"), drafts__authors=reader)
            shown |= Q(Exists(drafted))
        return self.filter(shown)


class Item(models.Model):
    """One claim's identity. The accession is permanent; what is claimed is in its versions."""

    number = models.PositiveIntegerField(unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="items_created"
    )

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.accession

    @property
    def accession(self) -> str:
        """The permanent name, such as EVD-000123."""
        return accession_of(self.number)

    @staticmethod
    def number_of(accession: str) -> int | None:
        """Return the number in an accession, or None where `accession` is none."""
        prefix, _, digits = accession.partition("-")
        return int(digits) if prefix == "EVD" and _SIX_DIGITS.fullmatch(digits) else None


class ExternalId(models.Model):
    """The id a claim has in another collection; makes a repeated import idempotent."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="external_ids")
    collection = models.CharField(max_length=80)
    value = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "value"], name="external_id_names_one_item"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.collection}: {self.value}"
