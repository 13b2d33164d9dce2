"""Claims that say the same, or nearly, as one about to be submitted."""

from collections.abc import Collection
from dataclasses import dataclass, field

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


@dataclass
class Living:
    """Living versions by the hashes that identical claims and twins share."""

    equal: dict[str, list[Version]] = field(default_factory=dict)
    twins: dict[str, list[Version]] = field(default_factory=dict)


def living_with(*, claims: Collection[str], twins: Collection[str]) -> Living:
    """Return the living versions that have any of these hashes, in two queries."""
    living = Living()
    alive = Version.objects.filter(standing__status__in=_ALIVE).select_related("item")
    alive = alive.only("claim_sha256", "twin_sha256", "item__number").order_by("item__number")
    for version in alive.filter(claim_sha256__any_of=claims):
        living.equal.setdefault(version.claim_sha256, []).append(version)
    for version in alive.filter(twin_sha256__any_of=twins):
        living.twins.setdefault(version.twin_sha256, []).append(version)
    return living


def _of_others(item: Item) -> QuerySet[Version]:
    alive = Version.objects.filter(standing__status__in=_ALIVE).exclude(item=item)
    return alive.select_related("item", "citation")
