"""Claims grouped by all the values they have along some facets: what every picture is counted from.

A group says which values its claims have, so that broader terms are counted from it rightly even
where a claim names two narrower ones.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from itertools import compress
from operator import add
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from evidence.models import Version
from evidence.policies.direction import direction_of

from .bits import composed
from .counted_ahead import (
    CONTRADICTING,
    KEPT,
    SINGLE,
    accepted_changes,
    kept_groups,
    listing_changes,
    opposed_ahead,
    opposed_among,
)
from .facets import Filters
from .items import Listing, matching
from .sides import NUMBERED, Facets, grouped, keys_of
from .tallies import sides_matching

_EFFECTS = len(NUMBERED)


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


@cache
def _direction(has: tuple[bool, ...]) -> str:
    return direction_of(compress(NUMBERED, has))


class Group(NamedTuple):
    """Claims with the same values along some facets: how many, and how many by effect and by
    directness, in the order of NUMBERED."""

    values: tuple[str, ...]
    numbers: list[int]

    @property
    def claims(self) -> int:
        """How many claims there are: every claim has one effect."""
        return sum(self.numbers[:_EFFECTS])

    @property
    def direction(self) -> str:
        """Which way they point."""
        return _direction(tuple(map(bool, self.numbers[:_EFFECTS])))

    @property
    def effects(self) -> dict[str, int]:
        """How many claims there are by effect."""
        return {effect: n for effect, n in zip(NUMBERED, self.numbers, strict=False) if n}

    @property
    def directness(self) -> int:
        """How direct the best claim is."""
        level = len(self.numbers) - 1
        while not self.numbers[level]:
            level -= 1
        return level - _EFFECTS


def claims_of(listing: Listing, filters: Filters) -> Claims:
    """Return the claims of `listing` that pass `filters`."""
    return Claims(matching(listing.versions, filters), listing, filters)


def are_ahead(claims: Claims, *wanted: Facets) -> bool:
    """Tell whether `claims` are counted ahead along each of `wanted`."""
    return claims.accepted_of is not None and set(wanted) <= {*SINGLE, *KEPT}


def groups_of(
    claims: Claims, *wanted: Facets, among: Sequence[Collection[str]] = ()
) -> list[list[Group]]:
    """Return the groups of `claims` along each of `wanted`, in one query.

    Where they are counted ahead, `among` says for each facet which values are asked for; there
    may be others in the answer.
    """
    try:
        if claims.accepted_of and are_ahead(claims, *wanted):
            changes = accepted_changes(claims.versions, claims.accepted_of)
            sql = kept_groups(changes, wanted, among=among)
        else:
            sql = _direct(*claims.sides, wanted)
    except EmptyResultSet:
        return [[] for _ in wanted]
    return _groups_in(sql, len(wanted))


def groups_ahead(listing: Listing, wanted: Sequence[Facets]) -> list[list[Group]]:
    """Return the groups of all versions of `listing` along each of `wanted`, in one query; these
    are facets by themselves."""
    try:
        changes = listing_changes(listing)
    except EmptyResultSet:
        return [[] for _ in wanted]
    return _groups_in(kept_groups(changes, wanted, listing.audience), len(wanted))


def _groups_in(sql: str, several: int) -> list[list[Group]]:
    sums: list[dict[str, list[int]]] = [{} for _ in range(several)]
    with connection.cursor() as cursor:
        cursor.execute(sql)
        # What was counted ahead and what changed since come in rows of their own.
        for facets, key, numbers in cursor.fetchall():
            known = sums[facets].get(key)
            sums[facets][key] = summed(known, numbers) if known else numbers
    return [
        [Group(tuple(key.split("|")), numbers) for key, numbers in own.items() if any(numbers)]
        for own in sums
    ]


def summed(some: Sequence[int], more: Sequence[int]) -> list[int]:
    """Return the numbers of two groups together."""
    return list(map(add, some, more))


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
    SELECT facets, key, effect, directness, 1 claims FROM ({sides}) sides CROSS JOIN LATERAL {keys}
    """


def _direct(before: str, sides: str, wanted: Sequence[Facets]) -> str:
    keys = keys_of(wanted, range(len(wanted)))
    return before + grouped(_DIRECT.format(keys=keys, sides=sides))
