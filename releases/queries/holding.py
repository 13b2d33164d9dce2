"""Which releases hold a claim, or the claims of a paper."""

from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from evidence.models import Citation, Item
from releases.models import Release, ReleaseVersion

MOST_OF_A_PAPER = 24


class Held(NamedTuple):
    """An item in a release: in which version, and whether the release was withdrawn since.

    `number` is the release's, `version` that of the version within its item.
    """

    accession: str
    version: int
    number: str
    is_withdrawn: bool
    version_id: int


def releases_of_paper(citation: Citation) -> list[Held]:
    """Return where claims from `citation` were released: newest release first, then accession.

    Of each release the first claims.
    """
    turn = Window(RowNumber(), partition_by=F("release"), order_by=F("version__item__number").asc())
    rows = ReleaseVersion.objects.filter(version__citation=citation).annotate(turn=turn)
    return _held(rows.filter(turn__lte=MOST_OF_A_PAPER))


def numbers_in_releases(citation: Citation) -> dict[str, int]:
    """Return how many claims from `citation` each release holds, by the release's number."""
    rows = ReleaseVersion.objects.filter(version__citation=citation).order_by()
    return dict(rows.values_list("release__number").annotate(Count("pk")))


def releases_of_item(item: Item) -> list[Held]:
    """Return in which releases `item` is held, and in which version, the oldest first."""
    return _held(ReleaseVersion.objects.filter(version__item=item))[::-1]


def releases_of_papers(citations: Collection[int]) -> dict[int, list[Held]]:
    """Return the same for several papers, by their number, in one query."""
    held: dict[int, list[Held]] = {}
    rows = ReleaseVersion.objects.filter(version__citation__in=citations)
    for paper, one in _rows(rows, "version__citation"):
        held.setdefault(paper, []).append(one)
    return held


def releases_of_items(items: Collection[int]) -> dict[int, list[Held]]:
    """Return the same for several items, by their number in the table, in one query."""
    held: dict[int, list[Held]] = {}
    rows = ReleaseVersion.objects.filter(version__item__in=items)
    for item, one in _rows(rows, "version__item"):
        held.setdefault(item, []).append(one)
    return held


def retracted_since(release: Release) -> list[Held]:
    """Return the claims of `release` whose paper is retracted or under concern by now."""
    doubted = ReleaseVersion.objects.filter(
        release=release, version__citation__status__in=("retracted", "concern")
    )
    return _held(doubted)


def _held(rows: QuerySet[ReleaseVersion]) -> list[Held]:
    return [held for _, held in _rows(rows, "version__item")]


def _rows(rows: QuerySet[ReleaseVersion], by: str) -> list[tuple[int, Held]]:
    found = rows.order_by("-release__published_at", "version__item__number").values_list(
        by, "version__item__number", "version__number", "release__number", "version",
        "release__withdrawal__withdrawn_at",
    )  # fmt: skip
    return [
        (key, Held(Item(number=item).accession, version, number, ended is not None, pk))
        for key, item, version, number, pk, ended in found
    ]
