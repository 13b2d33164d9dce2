"""XLSX: every cell as it is written in the file; nothing is calculated and nothing is guessed."""

import re
import zipfile
from array import array
from datetime import date, timedelta
from posixpath import join, normpath
from typing import Any

from . import limits
from .containers import damaged, macros, outside, part, too_many_columns
from .shapes import Cell, Merged, Note, Odd, Reading, SheetRow
from .streaming import children, local, tree

_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,7})$")
_RANGE = re.compile(r"([A-Z]{1,3})([1-9][0-9]*):([A-Z]{1,3})([1-9][0-9]*)$")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WHOLE = re.compile(r"-?[0-9]{1,15}$")
_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
# What in a number format is no letter of a date: quoted and escaped text, colours, conditions.
_NO_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.I)
_DATE_CODE = re.compile(r"[ymdhs]", re.I)
_YES = ("1", "true", "on")


def read_xlsx(archive: zipfile.ZipFile, wanted: str, reading: Reading) -> str:
    """Read the sheet called `wanted`, or the first one people see, and return its name."""
    names = set(archive.namelist())
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise damaged()
    for override in _tree(archive, "[Content_Types].xml"):
        if "macroEnabled" in override.get("ContentType", ""):
            raise macros()
    for name in names:
        if name.endswith(".rels"):
            _refuse_outside(archive, name)
    workbook = _tree(archive, "xl/workbook.xml")
    chosen = _chosen(workbook, wanted)
    properties = next((e for e in workbook.iter() if local(e) == "workbookPr"), None)
    is_1904 = properties is not None and properties.get("date1904", "0") in _YES
    path = _path_of(archive, chosen)
    if path not in names:
        raise damaged()
    reader = _Reader(_texts(archive, names), _date_styles(archive, names), is_1904, reading)
    rest: list[Any] = []
    with part(archive, path) as stream:
        for row in children(stream, lambda root: _child(root, "sheetData"), rest):
            reader.take(row)
    reader.finish(rest)
    return str(chosen.get("name", ""))


def _child(element: Any, name: str) -> Any:
    return next((child for child in element if local(child) == name), None)


def _tree(archive: zipfile.ZipFile, name: str) -> Any:
    with part(archive, name) as stream:
        return tree(stream)


def _chosen(workbook: Any, wanted: str) -> Any:
    sheets = [element for element in workbook.iter() if local(element) == "sheet"]
    seen = [element for element in sheets if element.get("state", "visible") == "visible"]
    if not seen:
        raise damaged()
    return next((e for e in seen if e.get("name", "").casefold() == wanted), seen[0])


def _refuse_outside(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse what is fetched from elsewhere; a link that somebody may follow is only text."""
    for relation in _tree(archive, name):
        is_link = relation.get("Type", "").endswith("/hyperlink")
        if relation.get("TargetMode") == "External" and not is_link:
            raise outside()


def _path_of(archive: zipfile.ZipFile, sheet: Any) -> str:
    wanted = next((v for k, v in sheet.attrib.items() if k.endswith("relationships}id")), "")
    for relation in _tree(archive, "xl/_rels/workbook.xml.rels"):
        if relation.get("Id") == wanted:
            target = str(relation.get("Target", ""))
            return target[1:] if target.startswith("/") else normpath(join("xl", target))
    raise damaged()


class _Texts:
    """The shared texts as bytes in one piece: a list of them would take three times as much."""

    def __init__(self) -> None:
        self.body = bytearray()
        self.ends = array("L")

    def add(self, text: str) -> None:
        """Append a text."""
        self.body += text.encode("utf-8", "surrogatepass")
        self.ends.append(len(self.body))

    def get(self, number: int) -> str:
        """Return a text by its number in the file."""
        if not 0 <= number < len(self.ends):
            raise damaged()
        start = self.ends[number - 1] if number else 0
        return self.body[start : self.ends[number]].decode("utf-8", "surrogatepass")


def _texts(archive: zipfile.ZipFile, names: set[str]) -> _Texts:
    texts = _Texts()
    name = next((name for name in names if name.casefold() == "xl/sharedstrings.xml"), "")
    if name:
        with part(archive, name) as stream:
            for element in children(stream, lambda root: root):
                texts.add(_said(element))
    return texts


def _said(element: Any) -> str:
    """Return the text of a shared or inline string: its runs, without the reading aids."""
    said = ""
    for child in element:
        if local(child) == "t":
            said += child.text or ""
        elif local(child) == "r":
            said += "".join(run.text or "" for run in child if local(run) == "t")
    return _unescaped(said)


def _unescaped(text: str) -> str:
    """Return `text` with the characters that XML cannot hold, written as `_x000D_` in the file."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)


def _date_styles(archive: zipfile.ZipFile, names: set[str]) -> frozenset[int]:
    """Return the numbers of the cell styles that show a number as a date or time."""
    if "xl/styles.xml" not in names:
        return frozenset()
    styles = _tree(archive, "xl/styles.xml")
    dates = set(_BUILT_IN_DATES)
    for element in styles.iter():
        if local(element) == "numFmt":
            code = _NO_CODE.sub("", element.get("formatCode", ""))
            if _DATE_CODE.search(code) and element.get("numFmtId", "").isdigit():
                dates.add(int(element.get("numFmtId")))
    formats = _child(styles, "cellXfs")
    return frozenset(
        number
        for number, element in enumerate([] if formats is None else formats)
        if element.get("numFmtId", "0").isdigit() and int(element.get("numFmtId", "0")) in dates
    )


class _Reader:
    """Turns row elements into rows."""

    def __init__(
        self, texts: _Texts, dates: frozenset[int], is_1904: bool, reading: Reading
    ) -> None:
        self.texts, self.dates, self.reading = texts, dates, reading
        self.epoch = date(1904, 1, 1) if is_1904 else date(1899, 12, 30)
        self.row = 0
        self.hidden: list[int] = []

    def take(self, element: Any) -> None:
        """Read one row element, and keep the row if it says anything."""
        if local(element) != "row":
            return
        place = element.get("r", "")
        number = int(place) if place.isdigit() and len(place) < 9 else self.row + 1
        if number <= self.row:
            raise damaged()
        self.row = number
        cells: list[Cell] = []
        column = -1
        for cell in element:
            column = self._column(cell, column)
            if len(cell) and (value := self._value(cell)) != "":
                if column >= limits.COLUMNS:
                    raise too_many_columns(f"Cell {cell.get('r', f'row {number}')}")
                cells.extend([""] * (column - len(cells)))
                cells.append(value)
        if cells:
            self._keep(number, cells, element)

    def _keep(self, number: int, cells: list[Cell], element: Any) -> None:
        if number > 1_048_576:
            raise damaged()
        self.reading.add(SheetRow(number, cells))
        if element.get("hidden") in _YES:
            self.hidden.append(number)

    def _column(self, cell: Any, before: int) -> int:
        place = cell.get("r")
        if place is None:
            return before + 1
        match = _PLACE.match(place)
        column = column_number(match.group(1)) if match else -1
        if column <= before:
            raise damaged()
        return column

    def _value(self, cell: Any) -> Cell:
        kind = cell.get("t", "n")
        parts = {local(child): child for child in cell}
        if kind == "inlineStr":
            return _said(parts["is"]) if "is" in parts else ""
        shown = (parts["v"].text or "") if "v" in parts else ""
        if kind == "s" and shown:
            shown = self.texts.get(int(shown)) if shown.isdigit() else ""
        if "f" in parts:
            return Odd("formula", shown or (parts["f"].text or ""))
        if kind in ("s", "str"):
            return (
                _ESCAPED.sub(lambda m: chr(int(m.group(1), 16)), shown) if kind == "str" else shown
            )
        if not shown:
            return ""
        if kind in ("e", "b", "d"):
            return _odd(kind, shown)
        return self._number(shown, cell.get("s", "0"))

    def _number(self, shown: str, style: str) -> Cell:
        if style.isdigit() and int(style) in self.dates:
            return Odd("date", self._date(shown))
        return number(shown)

    def _date(self, shown: str) -> str:
        try:
            return (self.epoch + timedelta(days=float(shown))).isoformat()
        except (ValueError, OverflowError):
            return shown

    def finish(self, rest: list[Any]) -> None:
        """Note what the sheet says beside its rows: merged cells, hidden rows and columns."""
        for element in rest:
            if local(element) == "mergeCells":
                for merged in element:
                    if match := _RANGE.match(merged.get("ref", "")):
                        a, b, c, d = match.groups()
                        block = Merged(int(b), column_number(a), int(d), column_number(c))
                        self.reading.merge(block)
            elif local(element) == "cols" and any(e.get("hidden") in _YES for e in element):
                self.reading.note(hidden_columns())
        if self.hidden:
            self.reading.note(hidden_rows(self.hidden))


def _odd(kind: str, shown: str) -> Odd:
    if kind == "b":
        return Odd("truth", "TRUE" if shown in _YES else "FALSE")
    return Odd("error" if kind == "e" else "date", shown)


def number(shown: str) -> Cell:
    """Return a number as text where every digit is there to see; otherwise as what it is."""
    if _WHOLE.match(shown):
        return shown
    try:
        value = float(shown)
    except ValueError:
        return Odd("error", shown)
    text = repr(value)
    if abs(value) < 1e15 and value.is_integer():
        return str(int(value))
    if "e" not in text and "n" not in text and len(text.strip("-0.").replace(".", "")) <= 15:
        return text
    return Odd("number", shown)


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
