"""Flags and readers' reports."""

from accounts.models import Person
from evidence.models import Item
from reviews.models import Flag

MOST_SHOWN = 100


def waiting_reports(reader: Person) -> list[Flag]:
    """Return readers' reports that nobody has let through or turned down, oldest first."""
    return _shown(reader, awaits_moderation=True)


def open_flags(reader: Person) -> list[Flag]:
    """Return the open flags, oldest first."""
    return _shown(reader, awaits_moderation=False)


def flags_on(item: Item, reader: Person | None) -> list[Flag]:
    """Return the open flags of `item` that `reader` may read, oldest first."""
    flags = Flag.objects.visible_to(reader).open().filter(item=item)
    return list(flags.order_by("raised_at", "pk")[:MOST_SHOWN])


def _shown(reader: Person, *, awaits_moderation: bool) -> list[Flag]:
    flags = Flag.objects.visible_to(reader).filter(
        resolved_at=None, awaits_moderation=awaits_moderation
    )
    return list(flags.select_related("item").order_by("raised_at", "pk")[:MOST_SHOWN])
