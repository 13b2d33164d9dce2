"""The evidence matrix: claims counted along two facets at once, broader terms included."""

from collections.abc import Collection, Sequence

from .axes import axes_of
from .facets import Facet
from .groups import Claims, Group, group_of, groups_of, numbers_along, summed

# The value of a row and the value of a column.
Place = tuple[str, str]


class Matrix:
    """Two facets over some claims, counted in two queries when it is made."""

    def __init__(self, claims: Claims, rows: Facet, columns: Facet, *, exact: bool = False) -> None:
        self.claims = claims
        (self._groups,) = groups_of(claims, (rows.name, columns.name))
        numbers = [numbers_along(self._groups, place) for place in (0, 1)]
        self.rows, self.columns = axes_of((rows, columns), numbers, exact=exact)

    def cells(self, rows: Collection[str], columns: Collection[str]) -> dict[Place, Group]:
        """Return the cells of these values that hold claims."""
        return self._cells(self._groups, (set(rows), set(columns)))

    def waiting(self, rows: Collection[str], columns: Collection[str]) -> dict[Place, int]:
        """Return how many claims of these cells are not accepted yet; one query."""
        waiting = Claims(self.claims.versions.exclude(standing__status="accepted"))
        (groups,) = groups_of(waiting, (self.rows.facet.name, self.columns.facet.name))
        cells = self._cells(groups, (set(rows), set(columns)))
        return {place: cell.claims for place, cell in cells.items()}

    def _cells(
        self, groups: Sequence[Group], wanted: tuple[set[str], set[str]]
    ) -> dict[Place, Group]:
        found: dict[Place, list[int]] = {}
        for group in groups:
            for place in self.places(group.values[0], group.values[1], wanted):
                known = found.get(place)
                found[place] = summed(known, group.numbers) if known else group.numbers
        return {place: group_of(place, numbers) for place, numbers in found.items()}

    def places(
        self, rows: str, columns: str, wanted: tuple[Collection[str], Collection[str]]
    ) -> list[Place]:
        """Return the cells that a claim with these values stands in, as far as they are wanted."""
        across = [key for key in self.columns.within(columns) if key in wanted[1]]
        down = (key for key in self.rows.within(rows) if key in wanted[0])
        return [(row, column) for row in down for column in across]
