"""When items were public, and where they lead once they are not."""

from evidence.models import Item
from reviews.models import Publication


def last_publication(item_number: int) -> Publication | None:
    """Return the last thing that was public of an item, open or ended, or None."""
    found = Publication.objects.filter(item__number=item_number).select_related("merged_into")
    return found.order_by("-public_from", "-pk").first()


def ended_publication(accession: str) -> Publication | None:
    """Return the last publication of an item that is public no more, or None: it still is, it
    never was, or there is no such item."""
    last = last_publication(Item.number_of(accession) or 0)
    return last if last and last.public_until else None
