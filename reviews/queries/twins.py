"""Claims that say the same, or nearly, as one about to be submitted."""

from django.db.models import QuerySet

from evidence.enums import OPEN_STATUSES
from evidence.models import Item, Version

_ALIVE = (*OPEN_STATUSES, "accepted")


def twins_of(*, twin_sha256: str, item: Item) -> QuerySet[Version]:
    """Return the living versions of other items with the same paper, cargo, cancer, agents and
    effect, by accession."""
    return _of_others(item).filter(twin_sha256=twin_sha256).order_by("item__number")


def identical_to(*, claim_sha256: str, item: Item) -> QuerySet[Version]:
    """Return the living versions of other items in which every answer is the same."""
    return _of_others(item).filter(claim_sha256=claim_sha256).order_by("item__number")


def _of_others(item: Item) -> QuerySet[Version]:
    alive = Version.objects.filter(standing__status__in=_ALIVE).exclude(item=item)
    return alive.select_related("item", "citation")
