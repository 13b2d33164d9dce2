"""XLSX, written row by row: every cell is text, memory does not grow, the same bytes every time.

A sheet has a frozen header, a filter, column widths, a note on each header cell that has a
meaning, and a drop-down on each column that has a list. Cells and columns have the format "text",
so that SEPT2 typed into one stays SEPT2. (Parts and their order: ECMA-376, Part 1, 18.)
"""

import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from .xlsx_package import (
    BOLD,
    CORE,
    HEAD,
    MAIN,
    REL,
    ROOT,
    STYLES,
    TEXT,
    beside_sheet,
    parts_of_book,
    types_of,
)

# What a spreadsheet program can hold: rows of a sheet, and a cell in the UTF-16 units it counts.
MOST_ROWS = 1_048_576
LONGEST_CELL = 32_767

_BEGINNING = (1980, 1, 1, 0, 0, 0)  # of time, as far as zip knows
_LEVEL = 3  # of compression: the sheet is most of the work
_AT_ONCE = 500

# What XML cannot hold, and what only looks as if it stood for it (ECMA-376, 22.9.2.19).
_UNHOLDABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\r\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True)
class SheetColumn:
    """A column: its header, the note on it, how wide it is, and the named range of its list."""

    name: str
    note: str = ""
    width: float = 20
    drop_down: str = ""


@dataclass(frozen=True)
class Sheet:
    """A sheet and its rows below the header, which are read once, when it is written.

    `frozen` is how many columns at the left stay in sight; `is_large` has to be true where the
    sheet may be longer than 200,000 rows.
    """

    title: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[str]]
    frozen: int = 0
    is_large: bool = False


def write_workbook(
    path: Path, sheets: Sequence[Sheet], *, names: Mapping[str, str], at: datetime
) -> None:
    """Write `sheets` in their order as a workbook whose only date is `at` (UTC).

    `names` are the named ranges; they are asked for when every row has been written. Sheets are
    written in their order, so that those behind may tell of those in front.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        _put(archive, "[Content_Types].xml", types_of([_has_notes(sheet) for sheet in sheets]))
        _put(archive, "_rels/.rels", ROOT)
        _put(archive, "docProps/core.xml", CORE.format(at=at))
        _put(archive, "xl/styles.xml", STYLES)
        ends = [0] * len(sheets)
        for number, sheet in enumerate(sheets, start=1):
            ends[number - 1] = _write_sheet(archive, number, sheet)
            if _has_notes(sheet):
                _put(archive, f"xl/comments{number}.xml", _notes(sheet))
                _put(archive, f"xl/drawings/vmlDrawing{number}.vml", _boxes(sheet))
                _put(archive, f"xl/worksheets/_rels/sheet{number}.xml.rels", beside_sheet(number))
        _put(archive, "xl/workbook.xml", _workbook(sheets, ends, names))
        _put(archive, "xl/_rels/workbook.xml.rels", parts_of_book(len(sheets)))


def range_of(sheet: str, column: int, first: int, last: int) -> str:
    """Return the address of rows `first` to `last` of the column at `column`, counted from 0."""
    letter = letters(column)
    return f"'{sheet}'!${letter}${first}:${letter}${last}"


def letters(place: int) -> str:
    """Return what a spreadsheet calls the column at `place`, counted from 0."""
    name, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def fits(text: str) -> bool:
    """Tell whether a cell can hold `text`."""
    return len(text) <= LONGEST_CELL // 2 or len(text.encode("utf-16-le")) <= 2 * LONGEST_CELL


def _has_notes(sheet: Sheet) -> bool:
    return any(column.note for column in sheet.columns)


def _put(archive: zipfile.ZipFile, name: str, text: str) -> None:
    archive.writestr(_entry(name), text.encode())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _BEGINNING)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry._compresslevel = _LEVEL  # type: ignore[attr-defined]
    return entry


def _write_sheet(archive: zipfile.ZipFile, number: int, sheet: Sheet) -> int:
    """Write a sheet; return the number of its last row."""
    name = f"xl/worksheets/sheet{number}.xml"
    # A part over 2 GiB needs a header of another kind, which some programs do not like.
    with archive.open(_entry(name), "w", force_zip64=sheet.is_large) as part:
        part.write(_before_rows(sheet).encode())
        end = _write_rows(part, sheet)
        part.write(_after_rows(sheet, end).encode())
    return end


def _write_rows(part: IO[bytes], sheet: Sheet) -> int:
    """Write header and rows; return the number of the last one."""
    wide = len(sheet.columns)
    openings = [f'<c r="{letters(at)}\0" s="{TEXT}" t="inlineStr"><is>' for at in range(wide)]
    head = [opening.replace(f's="{TEXT}"', f's="{BOLD}"') for opening in openings]
    part.write(_row(1, head, [column.name for column in sheet.columns]).encode())
    number, rows = 1, iter(sheet.rows)
    while some := list(islice(rows, _AT_ONCE)):
        lines = [_row(at, openings, cells) for at, cells in enumerate(some, start=number + 1)]
        part.write("".join(lines).encode())
        number += len(some)
        if number > MOST_ROWS:
            raise ValueError(f"The sheet {sheet.title} has more rows than a sheet can hold.")
    return number


def _row(number: int, openings: Sequence[str], cells: Sequence[str]) -> str:
    """Return a row: cells without text are left out."""
    if not _is_plain("".join(cells)):
        cells = [cell if _is_plain(cell) else _escaped(cell) for cell in cells]
    texts = "".join(
        [
            f'{opening}<t xml:space="preserve">{cell}</t></is></c>'
            for opening, cell in zip(openings, cells, strict=True)
            if cell
        ]
    )
    return f'<row r="{number}">{texts}</row>'.replace("\0", str(number))


def _is_plain(text: str) -> bool:
    """Tell whether `text` may stand in XML as it is; asked of every cell, so in quick steps."""
    return (
        text.isprintable()
        and "&" not in text
        and "<" not in text
        and ">" not in text
        and "_x" not in text
    )


def _escaped(text: str) -> str:
    return escape(_UNHOLDABLE.sub(lambda found: f"_x{ord(found.group()):04X}_", text))


def _before_rows(sheet: Sheet) -> str:
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{column.width:g}" style="{TEXT}" customWidth="1"/>'
        for at, column in enumerate(sheet.columns, start=1)
    )
    corner = f"{letters(sheet.frozen)}2"
    across = f' xSplit="{sheet.frozen}"' if sheet.frozen else ""
    pane = "bottomRight" if sheet.frozen else "bottomLeft"
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{REL}"><sheetViews><sheetView '
        f'workbookViewId="0"><pane{across} ySplit="1" topLeftCell="{corner}" activePane="{pane}" '
        f'state="frozen"/><selection pane="{pane}"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols><sheetData>'
    )


def _after_rows(sheet: Sheet, end: int) -> str:
    last = letters(len(sheet.columns) - 1)
    lists = [
        f'<dataValidation type="list" allowBlank="1" showErrorMessage="0" '
        f'sqref="{letters(at)}2:{letters(at)}{MOST_ROWS}"><formula1>{column.drop_down}</formula1>'
        "</dataValidation>"
        for at, column in enumerate(sheet.columns)
        if column.drop_down
    ]
    return (
        f'</sheetData><autoFilter ref="A1:{last}{end}"/>'
        + (f'<dataValidations count="{len(lists)}">{"".join(lists)}</dataValidations>')
        * bool(lists)
        + f'<ignoredErrors><ignoredError sqref="A1:{last}{MOST_ROWS}" numberStoredAsText="1"/>'
        "</ignoredErrors>"
        + ('<legacyDrawing r:id="rId1"/>' if _has_notes(sheet) else "")
        + "</worksheet>"
    )


def _notes(sheet: Sheet) -> str:
    notes = "".join(
        f'<comment ref="{letters(at)}1" authorId="0"><text><r><t xml:space="preserve">'
        f"{_escaped(column.note)}</t></r></text></comment>"
        for at, column in enumerate(sheet.columns)
        if column.note
    )
    return (
        f'{HEAD}<comments xmlns="{MAIN}"><authors><author></author></authors>'
        f"<commentList>{notes}</commentList></comments>"
    )


def _boxes(sheet: Sheet) -> str:
    """Return the boxes in which spreadsheet programs show the notes (VML, ECMA-376 Part 4)."""
    shapes = "".join(
        f'<v:shape id="_x0000_s{1025 + at}" type="#note" style="position:absolute;width:220pt;'
        'height:90pt;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:textbox/>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>'
        f"{at + 1}, 15, 0, 10, {at + 3}, 31, 5, 9</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>0</x:Row><x:Column>{at}</x:Column></x:ClientData></v:shape>"
        for at, column in enumerate(sheet.columns)
        if column.note
    )
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
        '<o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shapetype id="note" '
        'coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke '
        'joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
        f"{shapes}</xml>"
    )


def _workbook(sheets: Sequence[Sheet], ends: Sequence[int], names: Mapping[str, str]) -> str:
    listed = "".join(
        f'<sheet name={quoteattr(sheet.title)} sheetId="{number}" r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, start=1)
    )
    filters = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{at}" hidden="1">'
        f"'{escape(sheet.title)}'!$A$1:${letters(len(sheet.columns) - 1)}${end}</definedName>"
        for at, (sheet, end) in enumerate(zip(sheets, ends, strict=True))
    )
    ranges = "".join(
        f"<definedName name={quoteattr(name)}>{escape(where)}</definedName>"
        for name, where in sorted(names.items())
    )
    return (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{REL}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{listed}</sheets><definedNames>{filters}{ranges}</definedNames></workbook>"
    )
