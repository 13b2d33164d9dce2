"""The workbook of a release: every cell is text, so nothing turns into a date or a formula."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from evidence.cells import write_entries
from evidence.columns import COLUMNS
from evidence.content import entries_of
from releases.columns import FLAT

from .sheets import (
    Listed,
    about_sheet,
    dictionary_sheet,
    evidence_sheet,
    long_tables,
    vocabulary_sheet,
)
from .xlsx import LONGEST_CELL, fits, write_workbook

CUT = " … (cut here: whole in evidence.csv)"


def write_xlsx(
    path: Path,
    chunks: Iterable[list[str]],
    documents: Iterable[Any],
    *,
    about: Sequence[tuple[str, str]],
    at: datetime,
) -> None:
    """Write printed rows, as JSON objects, and what `documents` hold as a workbook.

    Its only date is `at` (UTC). Memory does not grow with the rows. A cell longer than a
    spreadsheet program holds is cut, and says so. The sheet Vocabulary holds the closed lists
    and, of the vocabularies, the names that stand in the rows.
    """
    used: dict[tuple[str, str], Listed] = {}
    with long_tables() as long:
        for document in documents:
            claim = document["claim"]
            long.add(claim, accession=document["accession"], version=str(document["version"]))
            _note_names(used, claim)
        vocabulary, names = vocabulary_sheet(used[key] for key in sorted(used))
        sheets = [
            evidence_sheet(FLAT, _rows(chunks)),
            vocabulary,
            dictionary_sheet(FLAT),
            about_sheet(about),
            *long.sheets(),
        ]
        write_workbook(path, sheets, names=names, at=at)


def _note_names(used: dict[tuple[str, str], Listed], claim: Any) -> None:
    """Keep every name of a vocabulary in `claim`, as it was frozen first."""
    for column in _NAMING:
        for entry in entries_of(claim.get(column.name)):
            name = str(entry["name"])
            if (column.vocabulary, name) not in used:
                codes = [{"name": c["curie"], "match": c["match"]} for c in entry.get("codes", [])]
                status = "provisional" if entry.get("provisional") else ""
                used[column.vocabulary, name] = Listed(
                    column.vocabulary, name, status=status, codes=write_entries(codes)
                )


_NAMING = tuple(column for column in COLUMNS if column.vocabulary)


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
