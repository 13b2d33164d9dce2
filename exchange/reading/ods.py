"""ODS: the same rules as for XLSX, in the words of OpenDocument."""

import zipfile
from typing import Any

from . import limits
from .containers import damaged, encrypted, outside, part, too_many_columns
from .shapes import Cell, Merged, Odd, Reading, SheetRow
from .streaming import children, local, tree
from .xlsx import hidden_columns, hidden_rows, number

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ODD = {"boolean": "truth", "date": "date", "time": "date"}
_OUTSIDE = frozenset({"table-source", "dde-links", "dde-source", "cell-range-source"})
_FURTHEST = 1_048_576


def read_ods(archive: zipfile.ZipFile, wanted: str, reading: Reading) -> str:
    """Read the table called `wanted`, or the first one, and return its name."""
    names = set(archive.namelist())
    if "content.xml" not in names:
        raise damaged()
    if "META-INF/manifest.xml" in names:
        with part(archive, "META-INF/manifest.xml") as stream:
            if any(local(element) == "encryption-data" for element in tree(stream).iter()):
                raise encrypted()
    tables = _table_names(archive)
    folded = [name.casefold() for name in tables]
    chosen = folded.index(wanted) if wanted in folded else 0
    reader = _Reader(reading)
    with part(archive, "content.xml") as stream:
        for element in children(stream, lambda root: _table(root, chosen)):
            reader.take(element)
    reader.finish()
    return tables[chosen]


def _tables(root: Any) -> list[Any]:
    for body in root:
        if local(body) == "body" and len(body) and local(body[0]) == "spreadsheet":
            return [element for element in body[0] if local(element) == "table"]
    return []


def _table(root: Any, chosen: int) -> Any:
    tables = _tables(root)
    for other in tables:
        if other is not tables[min(chosen, len(tables) - 1)]:
            other.clear()
    return tables[chosen] if chosen < len(tables) else None


def _table_names(archive: zipfile.ZipFile) -> list[str]:
    """Return the names of the tables, and refuse a file that draws on others."""
    names: list[str] = []

    def last(root: Any) -> Any:
        tables = _tables(root)
        names[:] = [table.get(f"{_TABLE}name", "") for table in tables]
        return tables[-1] if tables else None

    rest: list[Any] = []
    with part(archive, "content.xml") as stream:
        for element in children(stream, last, rest):
            if local(element) in _OUTSIDE:
                raise outside()
    for element in rest:
        if any(local(inner) in _OUTSIDE for inner in element.iter()):
            raise outside()
    if not names:
        raise damaged()
    return names


class _Reader:
    """Turns table elements into rows; what is said to repeat is repeated only where it speaks."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.row = 0
        self.hidden: list[int] = []
        self.hides_columns = False

    def take(self, element: Any) -> None:
        """Read a row, a group of rows, or a column; anything else says nothing."""
        name = local(element)
        if name == "table-row":
            self._take_row(element)
        elif name in ("table-header-rows", "table-rows", "table-row-group"):
            for inner in element:
                self.take(inner)
        elif name in ("table-column", "table-columns", "table-column-group"):
            shown = [e.get(f"{_TABLE}visibility", "visible") for e in element.iter()]
            self.hides_columns |= any(value != "visible" for value in shown)

    def _take_row(self, element: Any) -> None:
        times = _count(element, "number-rows-repeated")
        first = self.row + 1
        self.row += times
        cells = self._cells(element, first)
        if not cells:
            return
        if self.row > _FURTHEST:
            raise damaged()
        for at in range(first, first + times):
            self.reading.add(SheetRow(at, list(cells)))
            if element.get(f"{_TABLE}visibility", "visible") != "visible":
                self.hidden.append(at)

    def _cells(self, element: Any, row: int) -> list[Cell]:
        cells: list[Cell] = []
        column = 0
        for cell in element:
            times = _count(cell, "number-columns-repeated")
            value = _value(cell)
            if value != "":
                if column + times > limits.COLUMNS:
                    raise too_many_columns(f"Row {row}, column {column + times:,}")
                cells.extend([""] * (column - len(cells)))
                cells.extend([value] * times)
            wide, high = _count(cell, "number-columns-spanned"), _count(cell, "number-rows-spanned")
            if wide > 1 or high > 1:
                block = Merged(row, column, row + high - 1, column + wide - 1)
                self.reading.merge(block)
            column += times
        return cells

    def finish(self) -> None:
        """Note what is hidden."""
        if self.hides_columns:
            self.reading.note(hidden_columns())
        if self.hidden:
            self.reading.note(hidden_rows(self.hidden))


def _count(element: Any, name: str) -> int:
    text = element.get(f"{_TABLE}{name}", "1")
    if not (text.isdigit() and len(text) < 9):
        raise damaged()
    return max(int(text), 1)


def _value(cell: Any) -> Cell:
    if local(cell) not in ("table-cell", "covered-table-cell"):
        return ""
    kind = cell.get(f"{_OFFICE}value-type", "")
    shown = "\n".join(_said(child) for child in cell if local(child) == "p")
    if cell.get(f"{_TABLE}formula") is not None:
        return Odd("formula", shown or cell.get(f"{_TABLE}formula", ""))
    if kind == "float":
        return number(cell.get(f"{_OFFICE}value", ""))
    if kind in _ODD:
        return Odd(_ODD[kind], cell.get(f"{_OFFICE}{kind}-value", "") or shown)
    return cell.get(f"{_OFFICE}string-value") or shown if kind == "string" else shown


def _said(paragraph: Any) -> str:
    """Return the text of a paragraph, with the spaces, tabs and breaks that are elements there."""
    said = [paragraph.text or ""]
    for child in paragraph:
        name = local(child)
        if name == "s":
            said.append(" " * min(int(child.get(f"{_TEXT}c", "1") or 1), limits.CELL_CHARACTERS))
        elif name in ("tab", "line-break"):
            said.append("\t" if name == "tab" else "\n")
        elif name not in ("annotation", "note"):
            said.append(_said(child))
        said.append(child.tail or "")
    return "".join(said)
