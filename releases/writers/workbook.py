"""The workbook of a release: every cell is text, so nothing turns into a date or a formula."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import orjson

from releases.columns import FLAT

from .gathered import Gathered
from .sheets import (
    LARGE,
    about_sheet,
    dictionary_sheet,
    evidence_sheet,
    fitting,
    vocabulary_sheet,
)
from .xlsx import LONGEST_CELL, fits, write_workbook

CUT = " … (cut here: whole in evidence.csv)"


def write_xlsx(
    path: Path,
    chunks: Iterable[list[str]],
    found: Gathered,
    *,
    about: Sequence[tuple[str, str]],
    at: datetime,
) -> None:
    """Write printed rows, as JSON objects, and what was gathered as a workbook.

    Its only date is `at` (UTC). Memory does not grow with the rows. A cell longer than a
    spreadsheet program holds is cut, and says so. The sheet Vocabulary holds the closed lists
    and, of the vocabularies, the names that stand in the rows.
    """
    vocabulary, names = vocabulary_sheet(found.names())
    sheets = [
        evidence_sheet(
            FLAT,
            fitting(_rows(chunks), count=found.claims, wide=len(FLAT)),
            is_large=found.claims > LARGE,
        ),
        vocabulary,
        dictionary_sheet(FLAT),
        about_sheet(about),
        *found.long.sheets(),
    ]
    write_workbook(path, sheets, names=names, at=at)


def _rows(chunks: Iterable[list[str]]) -> Iterator[list[str]]:
    for lines in chunks:
        for line in lines:
            cells = list(orjson.loads(line).values())
            if len(line) > LONGEST_CELL // 2:
                cells = [_fitting(cell) for cell in cells]
            yield cells


def _fitting(text: str) -> str:
    if fits(text):
        return text
    kept = text.encode("utf-16-le")[: 2 * (LONGEST_CELL - len(CUT))]
    return kept.decode("utf-16-le", errors="ignore") + CUT
