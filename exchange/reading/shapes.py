"""What reading a file gives, whatever its format: rows of cells as people see them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypeAlias


class Odd(NamedTuple):
    """A cell that is no text. `kind` is number, otherwise (a number that people see as something
    else, such as with a unit), date, truth, formula or error."""

    kind: str
    text: str


Cell: TypeAlias = str | Odd

# The code of a note on a row in whose midst a text file ends.
CUT_OFF = "cut_off"


def says_something(cell: Cell) -> bool:
    """Tell whether a cell holds more than blanks."""
    return not isinstance(cell, str) or bool(cell.strip())


class SheetRow(NamedTuple):
    """One row: its number as the spreadsheet shows it, and its cells from the first column."""

    number: int
    cells: list[Cell]


class Note(NamedTuple):
    """Something a person should know of the file as a whole, or of one of its rows."""

    code: str
    message: str
    row: int | None = None


class Merged(NamedTuple):
    """A block of cells merged into one; rows count from 1, columns from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass
class Sheet:
    """The one sheet that was read, blank rows left out."""

    format: str = ""
    name: str = ""
    rows: Sequence[SheetRow] = ()
    notes: list[Note] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)


class Reading(Protocol):
    """What a reader tells while it goes through a file: it keeps no rows itself."""

    def add(self, row: SheetRow) -> None:
        """Take one row that says something."""

    def note(self, note: Note) -> None:
        """Take a note."""

    def merge(self, block: Merged) -> None:
        """Take a block of merged cells."""


class Unreadable(Exception):
    """A file that is not read at all: a code, and a sentence that says why and what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
