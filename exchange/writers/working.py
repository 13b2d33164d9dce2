"""Writing exports: CSV, TSV and NDJSON as they come, the workbook and the template as files."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import orjson

from evidence.documents.build import SCHEMA_VERSION
from exchange.layout import LAYOUT, PRELIMINARY, WORKING, WORKING_NAMES
from exchange.queries.exporting import Kind, Wanted, blocks, lines, told
from exchange.queries.listed import listed_terms
from ground.escaping import csv_line, tsv_line
from releases.writers.sheets import (
    LARGE,
    about_sheet,
    dictionary_sheet,
    evidence_sheet,
    long_tables,
    vocabulary_sheet,
)
from releases.writers.xlsx import write_workbook

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "ndjson": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
KINDS = tuple(MEDIA_TYPES)
_MARK = b"\xef\xbb\xbf"
# A workbook without rows has no last change; a file has to be of some day.
_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)

EDITING = (
    "Change cells and leave accession, version and draft as they are: they tell what you started "
    "from. An empty cell leaves what is stored, [clear] takes an answer away, a row without "
    "accession is a new claim. Then choose the file under Import: you see every change, cell by "
    "cell, before anything is saved. Only the sheet Evidence is read."
)


@dataclass(frozen=True)
class About:
    """What the sheet About says of an export: for whom, by which filter, of when."""

    person: str = ""
    filter: str = ""
    when: datetime | None = None


def text_blocks(
    wanted: Wanted,
    kind: str,
    *,
    has_mark: bool = False,
    on_rows: Callable[[int], object] = lambda rows: None,
) -> Iterator[bytes]:
    """Yield the export as CSV, TSV or NDJSON, block by block, UTF-8 and LF.

    `has_mark` puts a byte order mark in front, by which Excel knows UTF-8; `on_rows` is told how
    many rows there were after each block.
    """
    if has_mark:
        yield _MARK
    if kind != "ndjson":
        head = csv_line(WORKING_NAMES) if kind == "csv" else tsv_line(WORKING_NAMES)
        yield f"{head}\n".encode()
    done = 0
    for block, rows in _tsv_blocks(wanted) if kind == "tsv" else blocks(wanted, _PRINTED[kind]):
        yield block
        done += rows
        on_rows(done)


_PRINTED: dict[str, Kind] = {"csv": "csv", "ndjson": "json"}


def _tsv_blocks(wanted: Wanted) -> Iterator[tuple[bytes, int]]:
    for some in lines(wanted, "json"):
        rows = [f"{tsv_line(orjson.loads(line).values())}\n" for line in some]
        yield "".join(rows).encode(), len(rows)


def write_export(
    path: Path,
    wanted: Wanted,
    kind: str,
    about: About,
    *,
    has_mark: bool = False,
    rows_expected: int = 0,
    on_rows: Callable[[int], object] = lambda rows: None,
) -> int:
    """Write the export to `path`; return how many rows it has. Memory does not grow with it."""
    if kind == "xlsx":
        return _write_workbook(path, wanted, about, rows_expected, on_rows)
    counted = _Counted(on_rows)
    with path.open("wb") as file:
        file.writelines(text_blocks(wanted, kind, has_mark=has_mark, on_rows=counted))
    return counted.rows


class _Counted:
    """Tells `on_rows` how far the work is, and remembers it."""

    def __init__(self, on_rows: Callable[[int], object]) -> None:
        self.rows, self.on_rows = 0, on_rows

    def __call__(self, rows: int) -> None:
        self.rows = rows
        self.on_rows(rows)


_SAY_EVERY = 1_000


def _write_workbook(
    path: Path, wanted: Wanted, about: About, expected: int, on_rows: Callable[[int], object]
) -> int:
    counted = _Counted(on_rows)
    with long_tables() as long:

        def rows() -> Iterator[Sequence[str]]:
            for number, one in enumerate(told(wanted), start=1):
                long.add(one.claim, accession=one.accession, version=one.version)
                yield one.cells
                counted.rows = number
                if number % _SAY_EVERY == 0:
                    on_rows(number)

        def said() -> Iterator[tuple[str, str]]:
            yield from _about("A working export", about, counted.rows)

        vocabulary, names = vocabulary_sheet(listed_terms())
        sheets = [
            evidence_sheet(WORKING, rows(), is_large=expected > LARGE),
            vocabulary,
            dictionary_sheet(WORKING),
            about_sheet(said()),
            *long.sheets(),
        ]
        write_workbook(path, sheets, names=names, at=about.when or _NO_DAY)
    on_rows(counted.rows)
    return counted.rows


def write_template(path: Path) -> None:
    """Write the empty workbook that an import reads: lists, meanings and drop-downs, no rows."""
    vocabulary, names = vocabulary_sheet(listed_terms())
    sheets = [
        evidence_sheet(WORKING, []),
        vocabulary,
        dictionary_sheet(WORKING),
        about_sheet(_about("An empty template", About(), 0)),
    ]
    write_workbook(path, sheets, names=names, at=_NO_DAY)


def _about(what: str, about: About, rows: int) -> Iterator[tuple[str, str]]:
    yield "what", f"{what} of claims, to be edited and imported again"
    if about.when:
        moment = about.when.astimezone(UTC)
        yield "when", f"{moment:%Y-%m-%d %H:%M:%S} UTC, the last change among these rows"
    if about.person:
        yield "exported for", about.person
    yield "filter", about.filter or "none"
    yield "rows", str(rows)
    yield "schema version", str(SCHEMA_VERSION)
    yield "layout", str(LAYOUT)
    yield "peer review", f"Rows marked “{PRELIMINARY}” were not accepted by anybody."
    yield "how to edit", EDITING
    yield "columns", "See the sheet Data dictionary."
