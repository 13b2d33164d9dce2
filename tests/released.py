"""Reading the files of a release as whoever downloads them does."""

import csv
import io
from pathlib import Path

from python_calamine import CalamineWorkbook

from ground.escaping import unescaped
from releases import storage
from releases.models import Release


def text_of(release: Release, name: str) -> str:
    """Return the text of one file."""
    return storage.path_of(release.files.get(name=name).sha256).read_text("utf-8")


def csv_rows(text: str) -> list[dict[str, str]]:
    """Return the records of a CSV file, with what was escaped as it was typed."""
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [{name: unescaped(cell) for name, cell in row.items()} for row in rows]


def xlsx_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of the sheet Evidence, by column."""
    head, *rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Evidence").to_python()
    return [dict(zip(head, row, strict=True)) for row in rows]
