"""The evidence matrix as a page shows it: what its address asks for, its rows, columns, cells."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from evidence.enums import Choice
from evidence.queries.axes import Axis
from evidence.queries.clashes import clashing_cells
from evidence.queries.facets import FACETS, Facet, Filters
from evidence.queries.groups import Claims, Group
from evidence.queries.matrix import Matrix, Place
from ground.errors import Problem

from .addresses import Given, Unreadable, choice_parameter, number_parameter
from .pictures import (
    DIRECTIONS,
    SIGNS,
    PictureAddress,
    effects_in_order,
    read_picture_address,
)

AXES = tuple(
    facet for facet in FACETS.values() if facet.counted and facet.kind in ("term", "choice")
)
MOST_SHOWN = 50
_AXIS_CHOICES = [Choice(facet.name, facet.label) for facet in AXES]
SIDES = {
    "rows": replace(choice_parameter("rows", _AXIS_CHOICES), many=False),
    "columns": replace(choice_parameter("columns", _AXIS_CHOICES), many=False),
}
_PARAMETERS = SIDES | {
    "open": replace(number_parameter("open", "a term"), many=True),
}


@dataclass(frozen=True, kw_only=True)
class MatrixAddress(PictureAddress):
    """What an address of the matrix asks for; `opened` are the broader terms that are unfolded."""

    rows: Facet
    columns: Facet
    opened: frozenset[str] = frozenset()

    def ends(self) -> list[tuple[str, str]]:
        """Return the axes and what is unfolded."""
        ends = [("rows", self.rows.name), ("columns", self.columns.name)]
        return ends + [("open", key) for key in sorted(self.opened, key=int)]


def read_matrix_address(given: Given) -> MatrixAddress:
    """Return what `given` asks for; raise Unreadable where it cannot be shown."""
    own, filters, moment = read_picture_address(given, _PARAMETERS)
    rows, columns = sides_of(own)
    opened = frozenset(own.get("open", ()))
    return MatrixAddress(filters=filters, moment=moment, rows=rows, columns=columns, opened=opened)


def sides_of(values: Given) -> tuple[Facet, Facet]:
    """Return rows and columns, as checked values of SIDES name them; cargo by agent unless said.

    Raises Unreadable where both are the same.
    """
    rows, columns = (
        "".join(values.get(name, ())) or usual
        for name, usual in (("rows", "cargo"), ("columns", "agents"))
    )
    if rows == columns:
        message = f"Rows and columns are both “{rows}”; choose another for one of them."
        raise Unreadable([Problem("columns", message)])
    return FACETS[rows], FACETS[columns]


@dataclass(frozen=True)
class Line:
    """A row or a column: its value, its name, how deep it stands below a broader term."""

    key: str
    label: str
    depth: int
    claims: int
    href: str
    fold_href: str = ""
    is_open: bool = False
    provisional: bool = False


@dataclass(frozen=True)
class Lines:
    """The rows or the columns that are shown, and how many are left off."""

    facet: Facet
    shown: list[Line]
    left_off: int


class ShownCell(NamedTuple):
    """One cell: its number with the list behind it, its direction and how direct its best claim."""

    row: Line
    column: Line
    group: Group
    href: str
    direction: str
    claims: int
    # How direct its best claim is.
    directness: int
    # The contradictions in it, or "".
    clash_href: str
    waiting: int = 0

    @property
    def contradictory(self) -> bool:
        """Tell whether both sides of a contradiction stand in it."""
        return bool(self.clash_href)

    @property
    def effects(self) -> list[tuple[str, int]]:
        """How many claims there are by the label of their effect."""
        return effects_in_order(self.group.effects)

    @property
    def sign(self) -> str:
        """The sign of its direction: resistance up or down, both, neither."""
        return SIGNS[self.direction]

    @property
    def direction_words(self) -> str:
        """Its direction in words."""
        return DIRECTIONS[self.direction]

    @property
    def words(self) -> str:
        """The cell said aloud."""
        parts = [f"{count} {label}" for label, count in self.effects]
        said = f"{self.claims} claim{'' if self.claims == 1 else 's'}, {self.direction_words}"
        clash = ", contradictory" if self.contradictory else ""
        wait = f", {self.waiting} of them not accepted yet" if self.waiting else ""
        return f"{said} ({', '.join(parts)}), directness up to {self.directness} of 5{clash}{wait}"


@dataclass(frozen=True)
class ShownMatrix:
    """The matrix as it is shown: its lines both ways, and its cells row by row."""

    rows: Lines
    columns: Lines
    cells: list[list[ShownCell | None]]


def shown_matrix(
    address: MatrixAddress,
    claims: Claims,
    *,
    most: int | None = MOST_SHOWN,
    unfolded: bool = False,
) -> ShownMatrix:
    """Return the matrix of `claims`: at most so many lines either way.

    `unfolded` shows every narrower term below its broader one.
    """
    found = Matrix(claims, address.rows, address.columns, exact=address.filters.exact)
    if unfolded:
        address = replace(address, opened=frozenset({*found.rows.terms, *found.columns.terms}))
    rows = lines_of(found.rows, address, most)
    columns = lines_of(found.columns, address, most)
    shown = [line.key for line in rows.shown], [line.key for line in columns.shown]
    cells, clashes = found.cells(*shown), clashing_cells(found, *shown)
    waiting = found.waiting(*shown) if address.with_review else {}
    return ShownMatrix(
        rows, columns, shown_cells((rows, columns), cells, clashes, waiting, address)
    )


def lines_of(axis: Axis, address: MatrixAddress, most: int | None = MOST_SHOWN) -> Lines:
    """Return the lines of one axis: the most claims first, narrower terms below unfolded ones."""
    claims = wanted_of(axis, address.filters)
    below: dict[str, list[str]] = {}
    for key in claims:
        parent = axis.parent(key)
        below.setdefault(parent if parent in claims else "", []).append(key)
    found: list[tuple[str, int, bool]] = []
    top = below.get("", [])
    # One broader term above all the others says nothing alone.
    opened = address.opened | set(top if len(top) == 1 else ())

    def add(keys: Iterable[str], depth: int) -> None:
        for key in sorted(keys, key=lambda k: (-claims[k], axis.label_of(k).casefold())):
            folds = key in below and (depth > 0 or len(top) > 1)
            found.append((key, depth, folds))
            if key in opened:
                add(below.get(key, ()), depth + 1)

    add(top, 0)
    shown = [_line(axis, key, depth, address, folds=folds) for key, depth, folds in found[:most]]
    return Lines(axis.facet, shown, len(found) - len(shown))


def wanted_of(axis: Axis, filters: Filters) -> dict[str, int]:
    """Leave what a filter on the axis' own facet asks for: a line stands for one of its values."""
    chosen = filters.chosen.get(axis.facet.name)
    if chosen is None:
        return axis.claims
    wanted = set(chosen)
    for value in chosen:
        if value.isdigit():
            wanted |= {str(pk) for pk in filters.wider.get(int(value), ())}
    return {key: claims for key, claims in axis.claims.items() if key in wanted}


def _line(axis: Axis, key: str, depth: int, address: MatrixAddress, *, folds: bool) -> Line:
    is_open = key in address.opened
    opened = address.opened ^ {key}
    term = axis.terms.get(key)
    return Line(
        key,
        axis.label_of(key),
        depth,
        axis.claims[key],
        address.list_href({axis.facet.name: (key,)}),
        address.query(opened=opened) if folds else "",
        is_open,
        bool(term and term.status == "provisional"),
    )


def shown_cells(
    lines: tuple[Lines, Lines],
    cells: dict[Place, Group],
    clashes: set[Place],
    waiting: dict[Place, int],
    address: MatrixAddress,
) -> list[list[ShownCell | None]]:
    """Return the cells row by row; None where no claim stands."""
    names = address.rows.name, address.columns.name
    link = address.list_links(*names)
    clash_link = address.list_links(*names, page="evidence:contradiction-list")

    def shown(row: Line, column: Line) -> ShownCell | None:
        place = row.key, column.key
        cell = cells.get(place)
        if cell is None:
            return None
        return ShownCell(
            row,
            column,
            cell,
            link(row.key, column.key),
            cell.direction,
            cell.claims,
            cell.directness,
            clash_link(*place) if place in clashes else "",
            waiting.get(place, 0),
        )

    rows, columns = lines
    return [[shown(row, column) for column in columns.shown] for row in rows.shown]
