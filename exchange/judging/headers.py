"""Which column of the file is which of ours."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from evidence.columns import COLUMNS
from evidence.names import fold
from exchange import layout
from exchange.layout import SHOWN_NAMES, WORKING
from exchange.reading.choosing import TRIMMINGS
from exchange.reading.shapes import Cell, Merged, Odd, Sheet

from .confusables import plain_letters, without_unseen
from .findings import Finding, shortened

IDENTITY = tuple(column.name for column in WORKING if column.part == layout.IDENTITY)
CITATION = tuple(column.name for column in WORKING if column.part == layout.CITATION)
WRITABLE: tuple[str, ...] = (*IDENTITY, *CITATION, *(column.name for column in COLUMNS))
# Printed into exports and never read back: made from the rest, or a matter of reviews.
READ_ONLY = SHOWN_NAMES | {"authors", "error"}
# What is called otherwise in a table than the answer is.
_ANSWERS = {column.name: column.answer.name for column in WORKING if column.answer}
_SAID_OTHERWISE = {
    "pubmed id": "pmid", "pubmed": "pmid", "title": "citation_title", "nct id": "nct",
    "accession number": "accession", "draft key": "draft",
}  # fmt: skip
_LOOKED_AT = 20
# What a person may say the meaning of; longer texts name nothing.
LONGEST_NAME = 200
_NEAR = 0.75
_SIDEWAYS = 4


@dataclass
class Header:
    """The row of column names: `columns` maps each place to our column, `said` to its header.

    `nameless` maps the places between them that have no name to the first row with a value there.
    """

    row: int = 1
    columns: dict[int, str] = field(default_factory=dict)
    said: dict[int, str] = field(default_factory=dict)
    unmapped: dict[int, str] = field(default_factory=dict)
    left_out: set[int] = field(default_factory=set)
    nameless: dict[int, int] = field(default_factory=dict)
    suggestions: dict[int, str] = field(default_factory=dict)
    refusals: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    @cached_property
    def named(self) -> frozenset[int]:
        """The places that have a name, known or not."""
        return frozenset((*self.columns, *self.unmapped, *self.left_out))

    def place_of(self, name: str) -> int | None:
        """Return where our column `name` stands, or None."""
        return next((place for place, found in self.columns.items() if found == name), None)


def header_key(text: str) -> str:
    """Return a header as headers are compared and remembered."""
    return fold(without_unseen(text).replace("_", " ")).rstrip(TRIMMINGS)


_KNOWN: dict[str, str] = {
    **{header_key(said): name for said, name in _SAID_OTHERWISE.items()},
    **{header_key(column.label): column.name for column in COLUMNS},
    **{header_key(name): name for name in (*READ_ONLY, *WRITABLE)},
    **{header_key(called): name for called, name in _ANSWERS.items()},
}


def known_names() -> frozenset[str]:
    """Return every header that is understood, folded, for telling separators."""
    return frozenset(_KNOWN) | {name.replace(" ", "_") for name in _KNOWN}


def read_header(sheet: Sheet, chosen: Mapping[str, str]) -> Header:
    """Find and read the row of column names.

    `chosen` maps a header (folded) to the column a person said it means, "" for none.
    """
    best = max(sheet.rows[:_LOOKED_AT], key=lambda row: _score(row.cells, chosen), default=None)
    if best is None or not _score(best.cells, chosen):
        return _without_names(sheet)
    header = Header(row=best.number)
    for place, cell in enumerate(best.cells):
        _read_name(header, place, cell, chosen)
    _refuse_sideways(header, sheet)
    _refuse_twice(header)
    _refuse_merged(header, sheet.merged)
    if header.row != 1:
        message = f"The column names stand in row {header.row}; what is above was left out."
        header.warnings.append(Finding("header_below", message, row=header.row))
    return header


def _without_names(sheet: Sheet) -> Header:
    """Refuse a sheet that names no column, and guess which row was meant to name them."""
    message = (
        "No row names a column that is known here. The first row has to hold column names such as "
        "summary, cargo, effect, pmid: start from the template, or say what the columns of this "
        "file mean. Nothing was saved."
    )
    header = Header(refusals=[Finding("no_header", message)])
    rows = sheet.rows[:_LOOKED_AT]
    if fullest := max(rows, key=lambda row: sum(_is_name(c) for c in row.cells), default=None):
        header.row = fullest.number
        for place, cell in enumerate(fullest.cells):
            if _is_name(cell):
                _read_name(header, place, cell, {})
    return header


def _is_name(cell: Cell) -> bool:
    return isinstance(cell, str) and 0 < len(cell.strip()) <= LONGEST_NAME


def plain_meaning(said: str) -> str:
    """Return our column that the header `said` means by itself, "" for none."""
    return _KNOWN.get(header_key(said), "")


def _score(cells: list[Cell], chosen: Mapping[str, str]) -> int:
    said = {header_key(cell) for cell in cells if isinstance(cell, str)}
    return len({_KNOWN[key] for key in said if key in _KNOWN} - {"error"}) + sum(
        bool(chosen.get(key)) for key in said
    )


def nameless_warnings(header: Header) -> list[Finding]:
    """Return what to say of values in columns that have no name."""
    return [
        Finding(
            "unnamed_column",
            f"Column {letters(place)} has values and no name, so it was left out.",
            "Give it a name, or delete it.",
            row,
            letters(place),
        )
        for place, row in header.nameless.items()
    ]


def _read_name(header: Header, place: int, cell: Cell, chosen: Mapping[str, str]) -> None:
    said = cell.text if isinstance(cell, Odd) else cell
    key = header_key(said)
    if not key:
        return
    name = chosen[key] if key in chosen else _KNOWN.get(key, "")
    if name in READ_ONLY:
        header.left_out.add(place)
        return
    header.said[place] = said.strip()
    if isinstance(cell, Odd):
        message = f"The name of the column {letters(place)} is not text but a {cell.kind}."
        hint = "Format the cell as text and type the name."
        header.warnings.append(
            Finding("header_not_text", message, hint, header.row, letters(place), shortened(said))
        )
    if name:
        header.columns[place] = name
        return
    if key in chosen:
        header.left_out.add(place)
        return
    header.unmapped[place] = said.strip()
    near = _near(key)
    header.suggestions[place] = near
    hint = f"Did you mean “{near}”?" if near else "Rename it to one of the template's names."
    message = f"The column “{shortened(said, 60)}” is not known here, so it was left out."
    header.warnings.append(
        Finding("unknown_column", message, hint, header.row, shortened(said, 60))
    )


def _near(key: str) -> str:
    plain = plain_letters(key)
    if plain in _KNOWN:
        return _KNOWN[plain]
    found = difflib.get_close_matches(plain, _KNOWN, n=1, cutoff=_NEAR)
    return _KNOWN[found[0]] if found and _KNOWN[found[0]] in WRITABLE else ""


def _refuse_sideways(header: Header, sheet: Sheet) -> None:
    """Refuse a sheet whose column names stand one below the other."""
    first = [row.cells[:1] for row in sheet.rows[:_LOOKED_AT]]
    down = sum(_score(cells, {}) for cells in first)
    if len(header.columns) == 1 and down >= _SIDEWAYS:
        message = (
            "The names stand in the first column, one below the other. Turn the table around "
            "(copy, paste special, transpose), so that every claim is a row. Nothing was saved."
        )
        header.refusals.append(Finding("sideways", message, "", header.row))


def _refuse_twice(header: Header) -> None:
    first: dict[str, int] = {}
    for place, name in header.columns.items():
        if name in first:
            message = (
                f"The column “{name}” is there twice: columns {letters(first[name])} and "
                f"{letters(place)}. Delete or rename one. Nothing was saved."
            )
            header.refusals.append(Finding("duplicate_column", message, "", header.row, name))
        first.setdefault(name, place)


def _refuse_merged(header: Header, merged: list[Merged]) -> None:
    for block in merged:
        wide = block.last_column > block.first_column
        if wide and block.first_row <= header.row <= block.last_row and header.columns:
            message = (
                f"Cells of the row of column names are merged ({letters(block.first_column)} to "
                f"{letters(block.last_column)}), so a column has no name. Unmerge them. Nothing "
                "was saved."
            )
            header.refusals.append(Finding("merged_header", message, "", header.row))
            return


def letters(place: int) -> str:
    """Return what a spreadsheet calls the column at `place`, counted from 0."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name
