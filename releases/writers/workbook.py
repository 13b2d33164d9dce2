"""XLSX: every cell is text, so nothing turns into a date, a number or a formula."""

import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import orjson
from rustpy_xlsxwriter import write_worksheet

from releases.columns import FLAT
from releases.rows import Row

SHEET = "evidence"
# What a spreadsheet program can hold in a cell, in the UTF-16 units it counts.
LONGEST_CELL = 32_767
CUT = " … (cut here: whole in evidence.csv)"

_CLOCK = "docProps/core.xml"
_CORE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"\
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"\
 xmlns:dcmitype="http://purl.org/dc/dcmitype/"\
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
<dcterms:created xsi:type="dcterms:W3CDTF">{at:%Y-%m-%dT%H:%M:%SZ}</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">{at:%Y-%m-%dT%H:%M:%SZ}</dcterms:modified>\
</cp:coreProperties>"""
_WIDTHS = {"accession": 13.0, "claim": 60.0, "citation": 40.0, "reading": 40.0}
_WIDTH = 20.0


def write_xlsx(path: Path, chunks: Iterable[list[str]], *, at: datetime) -> None:
    """Write JSON objects as a workbook of one sheet whose only date is `at` (UTC).

    Memory does not grow with the rows. A cell longer than a spreadsheet program holds is cut,
    and says so.
    """
    write_worksheet(
        _rows(chunks),
        str(path),
        sheet_name=SHEET,
        freeze_row=1,
        freeze_col=1,
        bold_headers=True,
        autofilter=True,
        column_widths={column.name: _WIDTHS.get(column.name, _WIDTH) for column in FLAT},
        ignore_errors=[column.name for column in FLAT],
    )
    _pin(path, _CORE.format(at=at).encode())


def _rows(chunks: Iterable[list[str]]) -> Iterator[Row]:
    empty = True
    for lines in chunks:
        for line in lines:
            row: Row = orjson.loads(line)
            if len(line) > LONGEST_CELL // 2:
                row = {name: _fitting(text) for name, text in row.items()}
            yield row
            empty = False
    if empty:
        yield {column.name: "" for column in FLAT}


def _fitting(text: str) -> str:
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_CELL:
        return text
    kept = units[: 2 * (LONGEST_CELL - len(CUT))]
    return kept.decode("utf-16-le", errors="ignore") + CUT


def _pin(path: Path, core: bytes) -> None:
    """Put `core` in the place of the part that holds the clock, and rewrite what follows it.

    The sheet stands before it, so the work does not grow with the rows.
    """
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        parts = archive.infolist()
        first = next(at for at, part in enumerate(parts) if part.filename == _CLOCK)
        texts = {part.filename: archive.read(part) for part in parts[first:]} | {_CLOCK: core}
        archive.start_dir = parts[first].header_offset
        del archive.filelist[first:]
        for name, text in texts.items():
            del archive.NameToInfo[name]
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
