"""ODS: the same rules as for XLSX, in the words of OpenDocument."""

import re
from collections.abc import Iterator
from typing import Any

from . import limits
from .choosing import choose, hidden_sheets
from .containers import Container, damaged, encrypted, outside, too_many_columns
from .formats import OTHERWISE, PERCENT, number, whole
from .shapes import Cell, Merged, Odd, Reading, SheetRow, says_something
from .streaming import children, local, tree
from .xlsx_rows import hidden_columns, hidden_rows

_MANIFEST, _CONTENT = "META-INF/manifest.xml", "content.xml"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_ODD = {"boolean": "truth", "date": "date", "time": "date"}
_NUMBERS = {"percentage": PERCENT, "currency": OTHERWISE}
_OUTSIDE = frozenset({"table-source", "dde-links", "dde-source", "cell-range-source"})
_FURTHEST = 1_048_576
# What stands in a cell and is no text of it: comments, reading aids, drawings.
_ASIDE = frozenset({"annotation", "note", "ruby-text", "shapes", "frame", "custom-shape"})
_SHOWN_ERROR = re.compile(r"#[A-Z/0-9]+[!?]?|Err:[0-9]{3}")
_DIGITS = re.compile(r"[-+−]?[0-9][0-9.,'’\s]*([eE][-+]?[0-9]+)?")


def read_ods(container: Container, wanted: str, known: frozenset[str], reading: Reading) -> str:
    """Read the table called `wanted`, or the one that looks like it, and return its name."""
    if _MANIFEST in container:
        with container.part(_MANIFEST) as stream:
            if any(local(element) == "encryption-data" for element in tree(stream).iter()):
                raise encrypted()
    if _CONTENT not in container:
        raise damaged()
    tables, visible = _named_tables(container)

    def read(place: int, reading: Reading) -> None:
        _read_table(container, visible[place], reading)

    names = [tables[place] for place in visible]
    place, notes = choose(names, wanted, known, read)
    if hidden := [name for at, name in enumerate(tables) if at not in visible]:
        notes.append(hidden_sheets(hidden))
    for note in notes:
        reading.note(note)
    read(place, reading)
    return names[place]


def _read_table(container: Container, place: int, reading: Reading) -> None:
    reader = _Reader(reading)
    with container.part(_CONTENT) as stream:
        for element in children(stream, lambda root: _table(root, place)):
            reader.take(element)
    reader.finish()


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


def _named_tables(container: Container) -> tuple[list[str], list[int]]:
    """Return the names of the tables and the places of those people see.

    A file that draws on others is refused.
    """
    names: list[str] = []
    styles: list[str] = []

    def last(root: Any) -> Any:
        tables = _tables(root)
        for table in tables[len(names) :]:
            names.append(table.get(f"{_TABLE}name", ""))
            styles.append(table.get(f"{_TABLE}style-name", ""))
        return tables[-1] if tables else None

    rest: list[Any] = []
    with container.part(_CONTENT) as stream:
        for element in children(stream, last, rest):
            if local(element) in _OUTSIDE:
                raise outside()
    for element in rest:
        if any(local(inner) in _OUTSIDE for inner in element.iter()):
            raise outside()
    hidden = {name for element in rest for name in _hidden_styles(element)}
    visible = [place for place, style in enumerate(styles) if style not in hidden]
    if not visible:
        raise damaged()
    return names, visible


def _hidden_styles(part: Any) -> list[str]:
    return [
        style.get(f"{_STYLE}name", "")
        for style in part
        if local(style) == "style"
        and any(inner.get(f"{_TABLE}display") == "false" for inner in style)
    ]


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
            if says_something(value):
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
    times = whole(element.get(f"{_TABLE}{name}", "1"))
    if times is None:
        raise damaged()
    return max(times, 1)


def _value(cell: Any) -> Cell:
    if local(cell) not in ("table-cell", "covered-table-cell"):
        return ""
    kind = cell.get(f"{_OFFICE}value-type", "")
    shown = "\n".join(map(_said, _paragraphs(cell)))
    if cell.get(f"{_TABLE}formula") is not None:
        return Odd("formula", shown or cell.get(f"{_TABLE}formula", ""))
    if _SHOWN_ERROR.fullmatch(shown.strip()) and kind != "string":
        return Odd("error", shown)
    if kind == "float":
        return _number(cell.get(f"{_OFFICE}value", ""), shown)
    if kind in _NUMBERS:
        return number(cell.get(f"{_OFFICE}value", ""), _NUMBERS[kind])
    if kind in _ODD:
        return Odd(_ODD[kind], cell.get(f"{_OFFICE}{kind}-value", "") or shown)
    return cell.get(f"{_OFFICE}string-value") or shown if kind == "string" else shown


def _number(value: str, shown: str) -> Cell:
    """Return a number as its digits; where people see a unit or leading zeros, as what it is."""
    seen = shown.strip()
    if seen and not _DIGITS.fullmatch(seen):
        return Odd("otherwise", seen)
    zeros = seen if re.fullmatch(r"0[0-9]+", seen) else ""
    return number(value, zeros)


def _spaces(element: Any) -> int:
    return min(whole(element.get(f"{_TEXT}c", "1")) or 1, limits.CELL_CHARACTERS + 1)


def _paragraphs(element: Any) -> Iterator[Any]:
    """Yield the paragraphs of a cell, those in lists and tables within it too."""
    for child in element:
        name = local(child)
        if name in ("p", "h"):
            yield child
        elif name not in _ASIDE:
            yield from _paragraphs(child)


def _said(paragraph: Any) -> str:
    """Return the text of a paragraph, with the spaces, tabs and breaks that are elements there."""
    said = [paragraph.text or ""]
    for child in paragraph:
        name = local(child)
        if name == "s":
            said.append(" " * _spaces(child))
        elif name in ("tab", "line-break"):
            said.append("\t" if name == "tab" else "\n")
        elif name not in _ASIDE:
            said.append(_said(child))
        said.append(child.tail or "")
    return "".join(said)
