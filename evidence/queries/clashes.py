"""Which cells of a matrix hold both sides of a contradiction."""

from collections.abc import Iterable

from .contradictions import Contradiction
from .matrix import Matrix


def clashing_cells(matrix: Matrix, found: Iterable[Contradiction]) -> set[tuple[str, str]]:
    """Return the (row, column) of every cell that both sides of one of `found` stand in."""
    found = list(found)
    ids = {v.pk for one in found for side in one.sides for v in side}
    keys = matrix.keys_of(ids)
    cells: set[tuple[str, str]] = set()
    for one in found:
        resists, sensitises = (
            {
                (row, column)
                for version in side
                for row in keys[version.pk][0]
                for column in keys[version.pk][1]
            }
            for side in one.sides
        )
        cells |= resists & sensitises
    return cells
