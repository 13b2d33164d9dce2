"""Claims grouped by all the values they have along some facets: what every picture is counted from.

A group says which values its claims have, so that broader terms are counted from it rightly even
where a claim names two narrower ones.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from evidence.models import Version

from .bits import composed
from .counted_ahead import (
    CONTRADICTING,
    KEPT,
    accepted_changes,
    kept_groups,
    opposed_ahead,
    opposed_among,
)
from .facets import Filters
from .items import Listing, matching
from .sides import NUMBERED, Facets, grouped, keys_of
from .tallies import sides_matching


class Claims(NamedTuple):
    """The versions a picture counts; they are those of `listing`, if any, under `filters`."""

    versions: QuerySet[Version]
    listing: Listing | None = None
    filters: Filters = Filters()

    @property
    def accepted_of(self) -> Listing | None:
        """The list of which they are all accepted ones, and nothing else."""
        chosen = {"status": ("accepted",)}
        return None if self.filters.q or dict(self.filters.chosen) != chosen else self.listing

    @property
    def sides(self) -> tuple[str, str]:
        """`WITH …`, and after it SQL for their rows of sides; EmptyResultSet if there are none."""
        if self.listing:
            return sides_matching(self.listing, self.filters)
        ids = self.versions.order_by().values_list("pk").query.sql_with_params()
        return "", _SIDES_OF.format(ids=composed(*ids))


_SIDES_OF = "SELECT * FROM evidence_version_sides WHERE version_id IN ({ids})"


class Group(NamedTuple):
    """Claims with the same values along some facets: how many, and how many by effect and by
    directness, in the order of NUMBERED."""

    values: tuple[str, ...]
    numbers: list[int]
    claims: int

    @property
    def effects(self) -> dict[str, int]:
        """How many claims there are by effect."""
        return {effect: n for effect, n in zip(NUMBERED, self.numbers, strict=False) if n}

    @property
    def directness(self) -> int:
        """How direct the best claim is."""
        levels = self.numbers[len(NUMBERED) :]
        return max(level for level, number in enumerate(levels) if number)


def claims_of(listing: Listing, filters: Filters) -> Claims:
    """Return the claims of `listing` that pass `filters`."""
    return Claims(matching(listing.versions, filters), listing, filters)


def groups_of(claims: Claims, *wanted: Facets) -> list[list[Group]]:
    """Return the groups of `claims` along each of `wanted`, in one query."""
    sums: list[dict[str, list[int]]] = [{} for _ in wanted]
    try:
        if claims.accepted_of and set(wanted) <= set(KEPT):
            sql = kept_groups(accepted_changes(claims.versions, claims.accepted_of), wanted)
        else:
            sql = _direct(*claims.sides, wanted)
    except EmptyResultSet:
        return [[] for _ in wanted]
    with connection.cursor() as cursor:
        cursor.execute(sql)
        # What was counted ahead and what changed since come in rows of their own.
        for facets, key, numbers in cursor.fetchall():
            known = sums[facets].get(key)
            sums[facets][key] = summed(known, numbers) if known else numbers
    return [
        [group_of(tuple(key.split("|")), numbers) for key, numbers in own.items() if any(numbers)]
        for own in sums
    ]


def group_of(values: tuple[str, ...], numbers: list[int]) -> Group:
    """Return the group with these numbers; every claim has one effect."""
    return Group(values, numbers, sum(numbers[: len(NUMBERED)]))


def summed(some: Sequence[int], more: Sequence[int]) -> list[int]:
    """Return the numbers of two groups together."""
    return [one + other for one, other in zip(some, more, strict=True)]


def numbers_along(groups: Iterable[Group], place: int) -> dict[str, int]:
    """Return how many claims have which values along one of the facets of `groups`."""
    numbers: dict[str, int] = {}
    for group in groups:
        values = group.values[place]
        numbers[values] = numbers.get(values, 0) + group.claims
    return numbers


def opposed_pairs(claims: Claims, facets: Facets) -> set[tuple[str, str]] | None:
    """Return what contradictions among `claims` are about along two of their three facets, in one
    query; None where these are no such facets."""
    if not set(facets) <= {"cargo", *CONTRADICTING}:
        return None
    try:
        if claims.accepted_of:
            sql = opposed_ahead(accepted_changes(claims.versions, claims.accepted_of), facets)
        else:
            sql = opposed_among(*claims.sides, facets)
    except EmptyResultSet:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {(row, column) for row, column in cursor.fetchall()}


_DIRECT = """
    SELECT facets, key, effect, directness, count(*) claims
    FROM ({sides}) sides CROSS JOIN LATERAL {keys} GROUP BY facets, key, effect, directness
    """


def _direct(before: str, sides: str, wanted: Sequence[Facets]) -> str:
    keys = keys_of(wanted, range(len(wanted)))
    return before + grouped(_DIRECT.format(keys=keys, sides=sides))
