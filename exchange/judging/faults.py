"""What is wrong with a row: kept small, and said in full when somebody asks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from exchange.reading.shapes import Cell, SheetRow

from .findings import Finding, Walked


@dataclass(frozen=True)
class Wording:
    """How it is said what is wrong with a cell: the rows of the file, the place of each column
    that means something, and who judges a cell of a column."""

    rows: Sequence[SheetRow]
    places: dict[str, int]
    judge: Callable[[str, Cell], Sequence[Finding]]


class Faults(Walked):
    """The errors of one row: of its cells, in the order of the columns, then its own.

    A file may have a million wrong cells, no two alike. Kept is which cells they are; what is
    wrong with them is found anew by whoever asks for the words.
    """

    __slots__ = ("_at", "_count", "_own", "_wording", "_wrong")

    def __init__(self, wording: Wording, at: int) -> None:
        self._wording, self._at = wording, at
        self._wrong = self._count = 0
        self._own: tuple[Finding, ...] = ()

    def add_cell(self, bit: int, count: int) -> None:
        """Note that the cell of the column `bit`, counted from 0, is wrong in `count` ways."""
        self._wrong |= 1 << bit
        self._count += count

    def append(self, finding: Finding) -> None:
        """Add an error of the row itself."""
        self._own += (finding,)

    def columns(self) -> set[str]:
        """Return the columns that errors name."""
        return {*self._names(), *(found.column for found in self._own)}

    def cells(self) -> Iterator[tuple[str, Cell]]:
        """Yield the wrong cells, each with its column."""
        if self._wrong:
            cells = self._wording.rows[self._at].cells
            for name in self._names():
                yield name, cells[self._wording.places[name]]

    def forget(self, column: str) -> None:
        """Forget what is wrong in a column."""
        for name, cell in self.cells():
            if name == column:
                self._wrong ^= 1 << [*self._wording.places].index(name)
                self._count -= len(self._wording.judge(name, cell))
        self._own = tuple(found for found in self._own if found.column != column)

    def _names(self) -> list[str]:
        places = self._wording.places
        return [name for bit, name in enumerate(places) if self._wrong >> bit & 1]

    def __len__(self) -> int:
        return self._count + len(self._own)

    def __iter__(self) -> Iterator[Finding]:
        for name, cell in self.cells():
            yield from self._wording.judge(name, cell)
        yield from self._own
