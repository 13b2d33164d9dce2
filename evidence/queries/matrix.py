"""The evidence matrix: claims counted along two facets at once, broader terms included."""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache, partial
from itertools import product

from .axes import Axis, axes_of
from .facets import Facet
from .groups import Claims, Group, are_ahead, groups_of, numbers_along, summed

# The value of a row and the value of a column.
Place = tuple[str, str]


class Matrix:
    """Two facets over some claims, counted in two queries when it is made."""

    def __init__(self, claims: Claims, rows: Facet, columns: Facet, *, exact: bool = False) -> None:
        self.claims = claims
        self._groups: list[Group] | None = None
        if are_ahead(claims, (rows.name, columns.name), (rows.name,), (columns.name,)):
            alone = groups_of(claims, (rows.name,), (columns.name,))
            self._numbers = [numbers_along(groups, 0) for groups in alone]
        else:
            (self._groups,) = groups_of(claims, (rows.name, columns.name))
            self._numbers = [numbers_along(self._groups, place) for place in (0, 1)]
        self.rows, self.columns = axes_of((rows, columns), self._numbers, exact=exact)

    def cells(self, rows: Collection[str], columns: Collection[str]) -> dict[Place, Group]:
        """Return the cells of these values that hold claims; one query where they are counted
        ahead, so that only those are read."""
        wanted = set(rows), set(columns)
        groups = self._groups
        if groups is None:
            sides = self.rows, self.columns
            among = [
                [values for values in numbers if _shown(axis, keys, values)]
                for axis, keys, numbers in zip(sides, wanted, self._numbers, strict=True)
            ]
            (groups,) = groups_of(
                self.claims, (self.rows.facet.name, self.columns.facet.name), among=among
            )
        return self._cells(groups, wanted)

    def waiting(self, rows: Collection[str], columns: Collection[str]) -> dict[Place, int]:
        """Return how many claims of these cells are not accepted yet; one query."""
        waiting = Claims(self.claims.versions.exclude(standing__status="accepted"))
        (groups,) = groups_of(waiting, (self.rows.facet.name, self.columns.facet.name))
        cells = self._cells(groups, (set(rows), set(columns)))
        return {place: cell.claims for place, cell in cells.items()}

    def _cells(
        self, groups: Sequence[Group], wanted: tuple[set[str], set[str]]
    ) -> dict[Place, Group]:
        places = self.places(wanted)
        found: dict[Place, list[int]] = {}
        for (rows, columns), numbers in groups:
            for place in places(rows, columns):
                known = found.get(place)
                found[place] = summed(known, numbers) if known else numbers
        return {place: Group(place, numbers) for place, numbers in found.items()}

    def places(
        self, wanted: tuple[Collection[str], Collection[str]]
    ) -> Callable[[str, str], Iterator[Place]]:
        """Return what tells which cells a claim with these values stands in, of those wanted."""
        sides = (self.rows, wanted[0]), (self.columns, wanted[1])
        down, across = (cache(partial(_shown, *side)) for side in sides)
        return lambda rows, columns: product(down(rows), across(columns))


def _shown(axis: Axis, wanted: Collection[str], values: str) -> tuple[str, ...]:
    return tuple(key for key in axis.within(values) if key in wanted)
