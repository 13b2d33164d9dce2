"""Where everything stands in the picture of the matrix, in pixels, and its rows as a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from django.utils.safestring import SafeString

from .matrix import Line, Lines, ShownCell
from .matrix_marks import Mark, drawn, table_row
from .pictures import shortened

CELL = 44
# What unfolds a broader term stands between its name and the cells.
BOX = 24
_GAP = 8
_LONGEST = 30
_LETTER = 6.6
_SLANT = 0.71
DOT = 6
_FIRST_DOT = (CELL - 4 * DOT) // 2


@dataclass(frozen=True)
class Label:
    """A name beside a row or above a column, and the middle of what unfolds it."""

    line: Line
    text: str
    x: int
    y: int
    box_x: int
    box_y: int


@dataclass(frozen=True)
class Picture:
    """The whole picture; `directness` has the five dots of each level, which marks share."""

    directness: ClassVar = [
        [(_FIRST_DOT + DOT * n, n < level) for n in range(5)] for level in range(6)
    ]
    width: int
    height: int
    rows: list[Label]
    columns: list[Label]
    grid: list[list[Mark | None]]

    @property
    def marks(self) -> list[Mark]:
        """Every cell that holds claims."""
        return [mark for row in self.grid for mark in row if mark]

    @property
    def drawn(self) -> SafeString:
        """The marks, each a link to its claims."""
        return drawn(self.marks, alone=False)

    @property
    def drawn_alone(self) -> SafeString:
        """The marks as they stand in a file."""
        return drawn(self.marks, alone=True)

    @property
    def table_rows(self) -> list[SafeString]:
        """The cells of the table beside it, row by row."""
        return [table_row(row) for row in self.grid]

    @property
    def fullest(self) -> Mark | None:
        """The mark with the most claims, and the most direct of those: where to begin to read."""
        return max(self.marks, key=lambda m: (m.cell.claims, m.cell.directness), default=None)


def picture_of(rows: Lines, columns: Lines, cells: list[list[ShownCell | None]]) -> Picture:
    """Return the picture of the matrix; long names are cut in it, never in its titles."""
    beside, above = _room(rows), _room(columns)
    slant = int(_longest(columns) * _LETTER * _SLANT)
    left = int(_longest(rows) * _LETTER) + _GAP + beside
    top = slant + 2 * _GAP + above
    return Picture(
        left + CELL * len(columns.shown) + slant + 2 * _GAP,
        top + CELL * len(rows.shown) + _GAP,
        [
            Label(line, _cut(line), left - beside, middle, left - beside // 2, middle)
            for line, middle in _middles(rows, top)
        ],
        [
            Label(line, _cut(line), middle, top - above, middle, top - above // 2)
            for line, middle in _middles(columns, left)
        ],
        [
            [
                Mark(cell, left + CELL * across, top + CELL * down) if cell else None
                for across, cell in enumerate(row)
            ]
            for down, row in enumerate(cells)
        ],
    )


def _room(lines: Lines) -> int:
    """Return what stands between names and cells: room for a box where one can be unfolded."""
    return _GAP + BOX + 2 if any(line.fold_href for line in lines.shown) else _GAP


def _middles(lines: Lines, start: int) -> Iterator[tuple[Line, int]]:
    return ((line, start + CELL * at + CELL // 2) for at, line in enumerate(lines.shown))


def _longest(lines: Lines) -> int:
    return max((len(_cut(line)) for line in lines.shown), default=0)


def _cut(line: Line) -> str:
    return shortened("· " * line.depth + line.label, _LONGEST)


def file_rows(
    rows: Lines, columns: Lines, cells: list[list[ShownCell | None]]
) -> Iterator[list[str]]:
    """Yield the matrix as rows of a file, the header first, one row a cell that holds claims."""
    yield [
        rows.facet.name, columns.facet.name, "claims", "direction", "directness", "contradictory",
        "effects", "not_accepted_yet",
    ]  # fmt: skip
    for row in cells:
        for cell in row:
            if cell:
                effects = "; ".join(f"{label}: {count}" for label, count in cell.effects)
                yield [
                    cell.row.label, cell.column.label, str(cell.claims),
                    cell.direction_words, str(cell.directness),
                    "yes" if cell.contradictory else "no", effects, str(cell.waiting),
                ]  # fmt: skip
