"""Which cells of a matrix hold both sides of a contradiction."""

from collections.abc import Collection, Iterable, Iterator
from itertools import product

from evidence.policies.direction import RESISTS, SENSITISES

from .counted_ahead import CONTRADICTING
from .groups import Group, groups_of, opposed_pairs
from .matrix import Matrix, Place
from .sides import ACTING


def clashing_cells(matrix: Matrix, rows: Collection[str], columns: Collection[str]) -> set[Place]:
    """Return which of these cells both sides of a contradiction stand in; one query.

    Among cargos, agents and cancers, those of the contradiction and what is broader.
    """
    wanted = set(rows), set(columns)
    sides = (matrix.rows.facet.name, matrix.columns.facet.name)
    pairs = opposed_pairs(matrix.claims, sides)
    if pairs is not None:
        places = matrix.places(wanted)
        return {place for pair in pairs for place in places(*pair)}
    facets = CONTRADICTING + tuple(name for name in sides if name not in CONTRADICTING)
    (groups,) = groups_of(matrix.claims, facets)
    return set(_both_sides(matrix, facets, groups, wanted))


def _both_sides(
    matrix: Matrix,
    facets: tuple[str, ...],
    groups: Iterable[Group],
    wanted: tuple[set[str], set[str]],
) -> Iterator[Place]:
    names = (matrix.rows.facet.name, matrix.columns.facet.name)
    found: dict[tuple[str, ...], tuple[set[Place], set[Place]]] = {}
    for group in groups:
        effects = group.effects.keys()
        ways = effects & {*RESISTS}, effects & {*SENSITISES}
        for triple in _triples(group) if any(ways) else ():
            # A contradiction on one cargo is none on another that the claims name besides.
            own = dict(zip(facets, triple + group.values[len(triple) :], strict=True))
            own["cargo"] = own[ACTING].lstrip("-")
            for side, way in zip(found.setdefault(triple, (set(), set())), ways, strict=True):
                if way:
                    side.add((own[names[0]], own[names[1]]))
    places = matrix.places(wanted)
    for sides in {(frozenset(up), frozenset(down)) for up, down in found.values()}:
        up, down = ({place for values in side for place in places(*values)} for side in sides)
        yield from up & down


def _triples(group: Group) -> Iterator[tuple[str, ...]]:
    """Yield each cargo, acting as itself or not, with each agent and each cancer that is named."""
    names = (
        [key for key in values.split() if key.lstrip("-").isdigit()]
        for values in group.values[: len(CONTRADICTING)]
    )
    return product(*names)
