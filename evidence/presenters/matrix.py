"""The evidence matrix as a page shows it: what its address asks for, its rows, columns, cells."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.urls import reverse

from evidence.enums import EFFECTS, Choice
from evidence.policies.direction import direction_of
from evidence.queries.clashes import clashing_cells
from evidence.queries.contradictions import contradictions
from evidence.queries.facets import FACETS, Facet, Filters
from evidence.queries.items import listing_of, matching
from evidence.queries.matrix import Axis, Cell, Matrix
from ground.errors import Problem

from .addresses import (
    Given,
    Unreadable,
    choice_parameter,
    number_parameter,
    query_of,
    read_address,
    read_item_address,
)

if TYPE_CHECKING:
    from accounts.models import Person

AXES = tuple(
    facet for facet in FACETS.values() if facet.counted and facet.kind in ("term", "choice")
)
MOST_SHOWN = 50
_NAMES = ("rows", "columns", "open")
_AXIS_CHOICES = [Choice(facet.name, facet.label) for facet in AXES]
SIDES = (
    replace(choice_parameter("rows", _AXIS_CHOICES), many=False),
    replace(choice_parameter("columns", _AXIS_CHOICES), many=False),
)
_PARAMETERS = (
    *SIDES,
    replace(number_parameter("open", "a term"), many=True),
)
SIGNS = {"sensitises": "▼", "resists": "▲", "both": "◆", "neither": "○"}
DIRECTIONS = {
    "sensitises": "towards sensitivity",
    "resists": "towards resistance",
    "both": "both ways",
    "neither": "neither way",
}


@dataclass(frozen=True)
class MatrixAddress:
    """What an address of the matrix asks for; `opened` are the broader terms that are unfolded.

    Accepted claims are counted where nothing is said of the status.
    """

    filters: Filters
    rows: Facet
    columns: Facet
    opened: frozenset[str] = frozenset()

    @property
    def counted(self) -> Filters:
        """The filters a claim passes to be counted; a list under them holds the same claims."""
        return replace(self.filters, chosen={"status": ("accepted",), **self.filters.chosen})

    def query(self, **changes: object) -> str:
        """Return this address from its "?" on, with some of it changed."""
        asked = replace(self, **changes)  # type: ignore[arg-type]
        ends = [("rows", asked.rows.name), ("columns", asked.columns.name)]
        ends += [("open", key) for key in sorted(asked.opened, key=int)]
        return query_of(asked.filters, *ends)


def read_matrix_address(given: Given) -> MatrixAddress:
    """Return what `given` asks for; raise Unreadable where it cannot be shown."""
    own = read_address({k: v for k, v in given.items() if k in _NAMES}, _PARAMETERS)
    rest = {name: values for name, values in given.items() if name not in _NAMES}
    if problems := [
        Problem(name, f"“{name}” is not known here: the matrix has no pages.")
        for name in ("after", "before")
        if name in rest
    ]:
        raise Unreadable(problems)
    rows, columns = sides_of(own)
    opened = frozenset(own.get("open", ()))
    return MatrixAddress(read_item_address(rest).filters, rows, columns, opened)


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


def status_toggle(address: MatrixAddress) -> dict[str, str]:
    """Return the link that counts what is in review too, or accepted claims alone again."""
    chosen = dict(address.filters.chosen)
    if chosen.pop("status", ("accepted",)) == ("accepted",):
        chosen["status"] = ("accepted", "in_review")
        label = "Count what is in review too"
    else:
        label = "Count accepted claims alone"
    return {"label": label, "href": address.query(filters=replace(address.filters, chosen=chosen))}


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


@dataclass(frozen=True)
class ShownCell:
    """One cell: its number with the list behind it, its direction and how direct its best claim."""

    row: Line
    column: Line
    claims: int
    href: str
    direction: str
    directness: int
    effects: list[tuple[str, int]]
    contradictory: bool

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
        return f"{said} ({', '.join(parts)}), directness up to {self.directness} of 5{clash}"


@dataclass(frozen=True)
class ShownMatrix:
    """The matrix as it is shown: its lines both ways, and its cells row by row."""

    rows: Lines
    columns: Lines
    cells: list[list[ShownCell | None]]


def shown_matrix(
    address: MatrixAddress,
    reader: "Person | None",
    *,
    most: int | None = MOST_SHOWN,
    unfolded: bool = False,
) -> ShownMatrix:
    """Return the matrix of what `reader` may read: at most so many lines either way.

    `unfolded` shows every narrower term below its broader one.
    """
    versions = matching(listing_of(reader).versions, address.counted)
    found = Matrix(versions, address.rows, address.columns, exact=address.filters.exact)
    found.count_axes()
    if unfolded:
        address = replace(address, opened=frozenset({*found.rows.terms, *found.columns.terms}))
    rows = lines_of(found.rows, address, most)
    columns = lines_of(found.columns, address, most)
    counted = found.cells([r.key for r in rows.shown], [c.key for c in columns.shown])
    clashes = clashing_cells(found, contradictions(versions))
    return ShownMatrix(rows, columns, shown_cells(rows, columns, counted, clashes, address))


def lines_of(axis: Axis, address: MatrixAddress, most: int | None = MOST_SHOWN) -> Lines:
    """Return the lines of one axis: the most claims first, narrower terms below unfolded ones."""
    claims = _wanted(axis, address.filters)
    below: dict[str, list[str]] = {}
    for key in claims:
        parent = axis.parent(key)
        below.setdefault(parent if parent in claims else "", []).append(key)
    shown: list[Line] = []
    top = below.get("", [])
    # One broader term above all the others says nothing alone.
    opened = address.opened | set(top if len(top) == 1 else ())

    def add(keys: Iterable[str], depth: int) -> None:
        for key in sorted(keys, key=lambda k: (-claims[k], _label(axis, k).casefold())):
            folds = key in below and (depth > 0 or len(top) > 1)
            shown.append(_line(axis, key, depth, address, folds=folds))
            if key in opened:
                add(below.get(key, ()), depth + 1)

    add(top, 0)
    return Lines(axis.facet, shown[:most], len(shown) - len(shown[:most]))


def _wanted(axis: Axis, filters: Filters) -> dict[str, int]:
    """Leave what a filter on the axis' own facet asks for: a line stands for one of its values."""
    chosen = filters.chosen.get(axis.facet.name)
    if chosen is None:
        return axis.claims
    wanted = set(chosen)
    for value in chosen:
        if value.isdigit():
            wanted |= {str(pk) for pk in filters.wider.get(int(value), ())}
    return {key: claims for key, claims in axis.claims.items() if key in wanted}


def _label(axis: Axis, key: str) -> str:
    return axis.terms[key].label if key in axis.terms else axis.facet.label_of(key)


def _line(axis: Axis, key: str, depth: int, address: MatrixAddress, *, folds: bool) -> Line:
    is_open = key in address.opened
    opened = address.opened ^ {key}
    term = axis.terms.get(key)
    return Line(
        key,
        _label(axis, key),
        depth,
        axis.claims[key],
        list_href(address, {axis.facet.name: key}),
        address.query(opened=opened) if folds else "",
        is_open,
        bool(term and term.status == "provisional"),
    )


def list_href(address: MatrixAddress, chosen: dict[str, str]) -> str:
    """Return the address of the list of exactly the claims that a mark counts."""
    wanted = {**address.counted.chosen, **{name: (key,) for name, key in chosen.items()}}
    return reverse("evidence:item-list") + query_of(replace(address.counted, chosen=wanted))


def shown_cells(
    rows: Lines,
    columns: Lines,
    cells: dict[tuple[str, str], Cell],
    clashes: set[tuple[str, str]],
    address: MatrixAddress,
) -> list[list[ShownCell | None]]:
    """Return the cells row by row; None where no claim stands."""
    return [
        [
            _shown_cell(row, column, cell, (row.key, column.key) in clashes, address)
            if (cell := cells.get((row.key, column.key)))
            else None
            for column in columns.shown
        ]
        for row in rows.shown
    ]


def _shown_cell(
    row: Line, column: Line, cell: Cell, contradictory: bool, address: MatrixAddress
) -> ShownCell:
    order = list(EFFECTS.values)
    effects = sorted(cell.effects.items(), key=lambda e: order.index(e[0]) if e[0] in order else 99)
    return ShownCell(
        row,
        column,
        cell.claims,
        list_href(address, {address.rows.name: row.key, address.columns.name: column.key}),
        direction_of(cell.effects),
        cell.directness,
        [(FACETS["effect"].label_of(value), count) for value, count in effects],
        contradictory,
    )
