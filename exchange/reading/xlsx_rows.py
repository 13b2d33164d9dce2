"""The rows of an XLSX sheet: every cell as it is written; nothing is calculated or guessed."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Protocol

from . import limits
from .containers import damaged, too_many_columns
from .formats import DATE, number, whole
from .shapes import Cell, Merged, Note, Odd, Reading, SheetRow, says_something
from .streaming import local, locals_of

_PLACE = re.compile(r"([A-Z]{1,3})[1-9][0-9]{0,7}")
_RANGE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,7}):([A-Z]{1,3})([1-9][0-9]{0,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LAST_ROW = 1_048_576


class Texts(Protocol):
    """The shared texts of a workbook."""

    def get(self, number: int) -> str:
        """Return a text by its number."""


def said(element: Any) -> str:
    """Return the text of a shared or inline string: its runs, without the reading aids."""
    text = ""
    for child in element:
        name = locals_of[child.tag]
        if name == "t":
            text += child.text or ""
        elif name == "r":
            text += "".join(run.text or "" for run in child if locals_of[run.tag] == "t")
    return _unescaped(text)


def _unescaped(text: str) -> str:
    """Return `text` with the characters that XML cannot hold, written as `_x000D_` in the file."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)


class RowReader:
    """Turns row elements into rows."""

    def __init__(
        self, texts: Texts, formats: Mapping[int, str], is_1904: bool, reading: Reading
    ) -> None:
        self.texts, self.formats, self.reading = texts, formats, reading
        self.epoch = date(1904, 1, 1) if is_1904 else date(1899, 12, 30)
        self.row, self.place = 0, ""
        self.hidden: list[int] = []
        self.places: dict[str, int] = {}

    def take(self, element: Any) -> None:
        """Read one row element, and keep the row if it says anything."""
        if local(element) != "row":
            raise damaged()
        place = element.get("r")
        number_ = whole(place) if place is not None else self.row + 1
        if number_ is None or number_ <= self.row:
            raise damaged()
        self.row, self.place = number_, str(number_)
        cells: list[Cell] = []
        column = -1
        for cell in _cells_of(element):
            column = self._column(cell, column)
            value = self._value(cell) if len(cell) else ""
            if value and says_something(value):
                if column >= limits.COLUMNS:
                    raise too_many_columns(f"Cell {cell.get('r', f'row {number_}')}")
                cells.extend([""] * (column - len(cells)))
                cells.append(value)
        if cells:
            if number_ > _LAST_ROW:
                raise damaged()
            self.reading.add(SheetRow(number_, cells))
            if element.get("hidden") in limits.YES or element.get("ht") == "0":
                self.hidden.append(number_)

    def _column(self, cell: Any, before: int) -> int:
        place = cell.get("r")
        if place is None:
            return before + 1
        # A10 is first taken for column A of a row called 10, as nearly all of them are.
        column = self.places.get(place.removesuffix(self.place))
        if column is None:
            match = _PLACE.fullmatch(place)
            if match is None:
                raise damaged()
            column = self.places[match.group(1)] = column_number(match.group(1))
        if column <= before:
            raise damaged()
        return column

    def _value(self, cell: Any) -> Cell:
        kind = cell.get("t", "n")
        formula, shown = _parts(cell)
        if kind == "s" and shown:
            index = whole(shown.strip())
            if index is None:
                raise damaged()
            shown = self.texts.get(index)
        if formula is not None:
            return Odd("formula", shown or "=" + formula)
        if not shown:
            return ""
        if kind in ("s", "inlineStr"):
            return shown
        if kind == "str":
            return _unescaped(shown)
        if kind in ("e", "b", "d"):
            return _odd(kind, shown)
        if kind != "n":
            return Odd("error", shown)
        how = self.formats.get(whole(cell.get("s")) or 0, "")
        return Odd("date", self._date(shown)) if how == DATE else number(shown, how)

    def _date(self, shown: str) -> str:
        try:
            return (self.epoch + timedelta(days=float(shown))).isoformat()
        except (ValueError, OverflowError):
            return shown

    def finish(self, rest: list[Any]) -> None:
        """Note what the sheet says beside its rows: merged cells, hidden rows and columns."""
        for element in rest:
            if local(element) == "sheetData" and len(element):
                # The first one is forgotten by now: nobody could say which of two is meant.
                raise damaged()
            if local(element) == "mergeCells":
                for merged in element:
                    self._merge(merged.get("ref", ""))
            elif local(element) == "cols" and any(_is_hidden(e) for e in element):
                self.reading.note(hidden_columns())
        if self.hidden:
            self.reading.note(hidden_rows(self.hidden))

    def _merge(self, ref: str) -> None:
        if match := _RANGE.fullmatch(ref):
            a, b, c, d = match.groups()
            self.reading.merge(Merged(int(b), column_number(a), int(d), column_number(c)))


def _cells_of(row: Any) -> Iterator[Any]:
    """Yield the cells of a row; one wrapped into something else would be lost."""
    for element in row:
        if locals_of[element.tag] == "c":
            yield element
        elif locals_of[element.tag] != "extLst":
            raise damaged()


def _parts(cell: Any) -> tuple[str | None, str]:
    """Return the formula of a cell, if it has one, and what it shows or points to."""
    formula, shown = None, ""
    for child in cell:
        name = locals_of[child.tag]
        if name in ("v", "is"):
            if shown or (name == "v" and len(child)):
                raise damaged()
            shown = said(child) if name == "is" else child.text or ""
        elif name == "f":
            formula = child.text or ""
    return formula, shown


def _is_hidden(column: Any) -> bool:
    return column.get("hidden") in limits.YES or column.get("width") == "0"


def _odd(kind: str, shown: str) -> Odd:
    if kind == "b":
        return Odd("truth", "TRUE" if shown in limits.YES else "FALSE")
    return Odd("error" if kind == "e" else "date", shown)


def column_number(letters: str) -> int:
    """Return the number of the column called by `letters`, counted from 0."""
    total = 0
    for letter in letters:
        total = total * 26 + ord(letter) - 64
    return total - 1


def hidden_rows(numbers: list[int]) -> Note:
    """The note that hidden rows are read like the others."""
    named = ", ".join(map(str, numbers[:10])) + (" …" if len(numbers) > 10 else "")
    message = f"{len(numbers)} hidden or filtered rows are read like the others: {named}."
    return Note("hidden_rows", message)


def hidden_columns() -> Note:
    """The note that hidden columns are read like the others."""
    return Note("hidden_columns", "Hidden columns are read like the others.")
