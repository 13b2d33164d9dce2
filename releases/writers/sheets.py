"""The sheets of an evidence workbook: Evidence, Vocabulary, Data dictionary, About, long tables.

Releases, working exports and the empty template are made of them; only the columns, the rows and
what About says differ.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import IO, Any, NamedTuple

import orjson

from evidence import enums
from evidence.columns import Column
from evidence.enums import ChoiceList
from releases.columns import FlatColumn
from releases.dictionary import closed_lists, holding_of
from releases.long_rows import LONG_TABLES, LongTable, long_rows

from .xlsx import MOST_ROWS, Sheet, SheetColumn, range_of

EVIDENCE, VOCABULARY, DICTIONARY, ABOUT = "Evidence", "Vocabulary", "Data dictionary", "About"
LONG_SHEETS = {name: name.capitalize() for name in LONG_TABLES}

LARGE = 200_000  # rows, from which on a sheet is marked as large

_WIDTHS = {
    "accession": 13.0, "claim": 60.0, "citation": 40.0, "citation_title": 40.0, "reading": 40.0,
    "reviewed_by": 11.0, "version": 9.0, "quote": 40.0,
}  # fmt: skip
_FROZEN = 1
# A cell may hold these besides what its list says; "not checked" is an empty cell.
_UNKNOWNS = tuple(choice for choice in enums.UNKNOWNS.choices if choice.value != "not_checked")
_VOCABULARY_COLUMNS = (
    SheetColumn("list", "The closed list or the vocabulary.", 18),
    SheetColumn("name", "What a cell may hold.", 40),
    SheetColumn("meaning", "What it means, and other names it has.", 60),
    SheetColumn("status", "Provisional: no editor has confirmed the name yet.", 12),
    SheetColumn("codes", "Codes, with how closely each fits.", 40),
    SheetColumn("broader", "The wider term that counts it in.", 30),
)


class Listed(NamedTuple):
    """A name of a vocabulary: one row of the sheet Vocabulary."""

    vocabulary: str
    name: str
    meaning: str = ""
    status: str = ""
    codes: str = ""
    broader: str = ""


def range_name(column: FlatColumn) -> str:
    """Return the named range of the answers a column takes, "" where it takes any text."""
    if column.choices:
        return f"list_{column.choices.name}"
    answer = column.answer
    return f"terms_{answer.vocabulary}" if answer and answer.vocabulary else ""


def evidence_sheet(
    columns: Sequence[FlatColumn], rows: Iterable[Sequence[str]], *, is_large: bool = False
) -> Sheet:
    """Return the sheet Evidence: a note and, where a list is given, a drop-down for each column."""
    heads = [
        SheetColumn(c.name, _note(c), _WIDTHS.get(c.name, 20.0), range_name(c)) for c in columns
    ]
    return Sheet(EVIDENCE, heads, rows, frozen=_FROZEN, is_large=is_large)


def _note(column: FlatColumn) -> str:
    answer = column.answer
    if answer is None:
        return column.meaning
    parts = [f"{answer.label}: {column.meaning}", _how_many(answer)]
    parts += ["Must be answered, if only with an unknown."] * (answer.need == "required")
    parts += [f"Beside a value, in brackets: {_attributes(answer)}."] * bool(answer.attributes)
    parts += [f"Example: {answer.example}"] * bool(answer.example)
    return "\n".join(part for part in parts if part)


def _how_many(answer: Column) -> str:
    if answer.is_text:
        return ""
    return "Several are separated by “; ”." if answer.many else "One answer."


def _attributes(answer: Column) -> str:
    return ", ".join(attribute.name.replace("_", " ") for attribute in answer.attributes)


def vocabulary_sheet(terms: Iterable[Listed]) -> tuple[Sheet, dict[str, str]]:
    """Return the sheet Vocabulary and its named ranges.

    Every list ends with the three unknowns that a cell may hold instead of an answer. `terms` come
    one vocabulary after the other.
    """
    rows: list[Sequence[str]] = []
    names: dict[str, str] = {}

    def add(kind: str, called: str, listed: Iterable[Listed]) -> None:
        first = len(rows) + 2
        rows.extend(listed)
        known = {row[1] for row in rows[first - 2 :]}
        rows.extend(
            Listed(called, choice.label, choice.meaning)
            for choice in _UNKNOWNS
            if choice.label not in known
        )
        names[f"{kind}_{called}"] = range_of(VOCABULARY, 1, first, len(rows) + 1)

    for choices in closed_lists():
        add("list", choices.name, _choices(choices))
    found: dict[str, list[Listed]] = {name: [] for name in enums.VOCABULARIES.values}
    for term in terms:
        found[term.vocabulary].append(term)
    for vocabulary, listed in found.items():
        add("terms", vocabulary, listed)
    return Sheet(VOCABULARY, _VOCABULARY_COLUMNS, rows), names


def _choices(choices: ChoiceList) -> list[Listed]:
    return [Listed(choices.name, choice.label, choice.meaning) for choice in choices.choices]


def dictionary_sheet(columns: Sequence[FlatColumn]) -> Sheet:
    """Return the sheet Data dictionary: what every column holds and means."""
    heads = (
        SheetColumn("column", width=24),
        SheetColumn("label", width=28),
        SheetColumn("holds", width=50),
        SheetColumn("meaning", width=60),
        SheetColumn("example", width=50),
    )
    rows = [
        (
            column.name,
            column.answer.label if column.answer else "",
            holding_of(column.answer) if column.answer else "text",
            column.meaning,
            column.answer.example if column.answer else "",
        )
        for column in columns
    ]
    return Sheet(DICTIONARY, heads, rows)


def about_sheet(said: Iterable[tuple[str, str]]) -> Sheet:
    """Return the sheet About: what this is, when it was, and how it may be used."""
    return Sheet(ABOUT, (SheetColumn("about", width=20), SheetColumn("said", width=100)), said)


def fitting(rows: Iterable[Sequence[str]], *, count: int, wide: int) -> Iterable[Sequence[str]]:
    """Return `count` rows, or as many as a sheet holds and one that says how many are left off."""
    if count < MOST_ROWS:  # the header is a row, too
        return rows
    kept = MOST_ROWS - 2
    note = f"{count - kept:,} more rows than a sheet can hold: the CSV file has them."
    return chain(islice(rows, kept), [[note, *[""] * (wide - 1)]])


class LongRows:
    """Rows of the long tables, gathered in one pass and kept on the disk until they are written."""

    def __init__(self, files: Mapping[str, IO[bytes]]) -> None:
        self.files = files
        self.counts = dict.fromkeys(files, 0)

    def add(self, claim: Mapping[str, Any], *, accession: str, version: str) -> None:
        """Keep the rows of one claim."""
        for name, table in LONG_TABLES.items():
            for row in long_rows(table, claim, accession=accession, version=version):
                self.files[name].write(orjson.dumps(row) + b"\n")
                self.counts[name] += 1

    def sheets(self) -> Iterator[Sheet]:
        """Yield one sheet for each long table."""
        for name, table in LONG_TABLES.items():
            yield Sheet(LONG_SHEETS[name], _heads(table), self._fitting(name), frozen=_FROZEN)

    def _fitting(self, name: str) -> Iterator[Sequence[str]]:
        # Asked when the sheet is written: only then are all rows there.
        wide = len(LONG_TABLES[name].columns)
        yield from fitting(self.rows(name), count=self.counts[name], wide=wide)

    def rows(self, name: str) -> Iterator[list[str]]:
        """Yield the rows of one long table, in the order in which their claims were added."""
        file = self.files[name]
        file.seek(0)
        for line in file:
            yield orjson.loads(line)


def _heads(table: LongTable) -> list[SheetColumn]:
    return [SheetColumn(c.name, c.meaning, _WIDTHS.get(c.name, 20.0)) for c in table.columns]


@contextmanager
def long_tables() -> Iterator[LongRows]:
    """Give a place for the rows of the long tables; it goes away with the block."""
    with tempfile.TemporaryDirectory(prefix="evidence-long-") as folder:
        files = {name: open(f"{folder}/{name}", "w+b") for name in LONG_TABLES}  # noqa: SIM115, PTH123
        try:
            yield LongRows(files)
        finally:
            for file in files.values():
                file.close()
