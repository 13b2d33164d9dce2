"""The rows that could not be imported, as the same table with an *error* column."""

import csv
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from rustpy_xlsxwriter import write_worksheet

from exchange.queries.files import JudgedFile
from exchange.queries.judgement import Judgement
from exchange.reading.shapes import Cell, Odd, Sheet
from ground.errors import Missing
from ground.escaping import escaped

ERROR = "error"
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def wrong_rows(sheet: Sheet, judgement: Judgement) -> tuple[list[str], Iterator[list[str]]]:
    """Return the file's own column names with *error*, and every row that is not right."""
    header = next(row for row in sheet.rows if row.number == judgement.header.row)
    names = [_text(cell) for cell in header.cells]
    names = [name for name in names if name.strip().casefold() != ERROR]
    return [*names, ERROR], _lines(sheet, judgement, len(names))


def _lines(sheet: Sheet, judgement: Judgement, wide: int) -> Iterator[list[str]]:
    wrong = {row.number: row for row in judgement.rows if row.kind in ("error", "both_sides")}
    for line in sheet.rows:
        if row := wrong.get(line.number):
            found = row.said.errors or row.said.warnings
            message = "\n".join(f"{f.message} {f.hint}".strip() for f in found)
            cells = [_text(cell) for cell in line.cells][:wide]
            yield [*cells, *[""] * (wide - len(cells)), message]


def _text(cell: Cell) -> str:
    return cell.text if isinstance(cell, Odd) else cell


def as_csv(sheet: Sheet, judgement: Judgement) -> IO[bytes]:
    """Return the wrong rows as CSV: UTF-8 with a mark, so that spreadsheet programs see it."""
    names, rows = wrong_rows(sheet, judgement)
    file = tempfile.TemporaryFile()  # noqa: SIM115 (whoever sends it closes it)
    out = io.TextIOWrapper(file, "utf-8-sig", newline="")
    writer = csv.writer(out, delimiter="\t" if sheet.format == "tsv" else ",")
    writer.writerow(names)
    # The other cells are as the file had them, escapes and all; only what is ours is escaped.
    writer.writerows([*cells, escaped(message)] for *cells, message in rows)
    out.detach()
    file.seek(0)
    return file


def _apart(names: list[str]) -> list[str]:
    """Return the names of columns, each of them once; one without a name is numbered."""
    given: dict[str, None] = {}
    for at, name in enumerate(names, start=1):
        own, again = name or f"column {at}", 1
        while own in given:
            again += 1
            own = f"{name or f'column {at}'} ({again})"
        given[own] = None
    return list(given)


def as_xlsx(sheet: Sheet, judgement: Judgement) -> IO[bytes]:
    """Return the wrong rows as a workbook whose cells are all text."""
    names, rows = wrong_rows(sheet, judgement)
    keys = _apart(names)
    lines = (dict(zip(keys, row, strict=True)) for row in rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.xlsx"
        write_worksheet(lines, str(path), sheet_name="Evidence", freeze_row=1,
                        bold_headers=True, autofilter=True)  # fmt: skip
        return path.open("rb")


def wrong_rows_file(file: JudgedFile) -> tuple[str, str, IO[bytes]]:
    """Return the wrong rows as the same kind of file: its name, its media type and the open file.

    Raises Missing where the file was refused as a whole.
    """
    sheet, judgement = file.sheet, file.judgement
    if sheet is None or judgement is None or judgement.header.refusals:
        raise Missing(
            "The file was refused as a whole, so there are no rows to send. Its preview says why: "
            "mend it and send it anew."
        )
    kind = sheet.format if sheet.format in ("csv", "tsv") else "xlsx"
    make = as_xlsx if kind == "xlsx" else as_csv
    return f"rows-with-errors.{kind}", _TYPES[kind], make(sheet, judgement)
