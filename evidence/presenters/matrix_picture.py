"""Where everything stands in the picture of the matrix, in pixels, and its rows as a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from .matrix import Line, Lines, ShownCell
from .pictures import TINTS

CELL = 44
_LABEL = 230
_INDENT = 14
_LONGEST = 30
_LETTER = 6.6
_SLANT = 0.71
DOT = 6
_FIRST_DOT = (CELL - 4 * DOT) // 2


@dataclass(frozen=True)
class Label:
    """A name beside a row or above a column."""

    line: Line
    text: str
    x: int
    y: int


@dataclass(frozen=True)
class Mark:
    """One cell of the picture and how it is moved to its place."""

    cell: ShownCell
    place: str
    tint: str

    @property
    def title(self) -> str:
        """What the mark says, in words."""
        return f"{self.cell.row.label} × {self.cell.column.label}: {self.cell.words}"


@dataclass(frozen=True)
class Picture:
    """The whole picture; `directness` has the five dots of each level, which marks share."""

    directness: ClassVar = [
        [(_FIRST_DOT + DOT * n, n < level) for n in range(5)] for level in range(6)
    ]
    width: int
    height: int
    left: int
    top: int
    rows: list[Label]
    columns: list[Label]
    marks: list[Mark]


def picture_of(rows: Lines, columns: Lines, cells: list[list[ShownCell | None]]) -> Picture:
    """Return the picture of the matrix; long names are cut in it, never in its titles."""
    longest = max((len(_cut(line)) for line in columns.shown), default=0)
    top = int(longest * _LETTER * _SLANT) + 24
    width = _LABEL + CELL * len(columns.shown) + int(longest * _LETTER * _SLANT) + 16
    return Picture(
        width,
        top + CELL * len(rows.shown) + 8,
        _LABEL,
        top,
        [
            Label(line, _cut(line), _LABEL - 10, top + CELL * at + CELL // 2)
            for at, line in enumerate(rows.shown)
        ],
        [
            Label(line, _cut(line), _LABEL + CELL * at + CELL // 2, top - 8)
            for at, line in enumerate(columns.shown)
        ],
        [
            _mark(cell, _LABEL + CELL * across, top + CELL * down)
            for down, row in enumerate(cells)
            for across, cell in enumerate(row)
            if cell
        ],
    )


def _cut(line: Line) -> str:
    text = "· " * line.depth + line.label
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _mark(cell: ShownCell, x: int, y: int) -> Mark:
    return Mark(cell, f"translate({x} {y})", TINTS[cell.direction])


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
