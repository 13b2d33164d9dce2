"""The long tables: one row for each cargo, target, agent and setting, keyed by accession.

Made for people who filter. A question that was answered with an unknown, or with nothing, has no
row: the flat table says which. Cells are those of the flat table: closed lists as their labels.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from evidence.cells import write_entries
from evidence.columns import BY_NAME, Column
from evidence.content import Entry, entries_of

from .columns import FlatColumn
from .rows import with_plain_breaks

_MARKED = "yes"


@dataclass(frozen=True)
class LongTable:
    """One long table: its name, the question whose entries are its rows, and its columns."""

    name: str
    answer: Column
    columns: tuple[FlatColumn, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The header of the table."""
        return tuple(column.name for column in self.columns)


def _table(name: str, called: str, meaning: str) -> LongTable:
    answer = BY_NAME[name]
    codes = FlatColumn("codes", "The codes of the name, with how closely each fits.")
    return LongTable(
        name,
        answer,
        (
            FlatColumn("accession", "The permanent name of the item."),
            FlatColumn("version", "The number of the version within its item."),
            FlatColumn(called, meaning),
            *(FlatColumn(a.name, _capital(a.label)) for a in answer.attributes),
            *([codes] if answer.vocabulary else []),
        ),
    )


def _capital(label: str) -> str:
    return f"{label[:1].upper()}{label[1:]}."


LONG_TABLES: dict[str, LongTable] = {
    table.name: table
    for table in (
        _table("cargo", "molecule", "The molecule, or what is silenced."),
        _table("targets", "gene", "The gene."),
        _table("agents", "agent", "The agent, or “none” where no therapy was given."),
        _table("settings", "setting", "The setting of the experiment."),
    )
}


def long_rows(
    table: LongTable, claim: Mapping[str, Any], *, accession: str, version: str
) -> Iterator[list[str]]:
    """Yield the rows of one claim in `table`, as cells in the order of its columns.

    `claim` holds answers by column name: the part "claim" of a document, or a draft's content.
    """
    for entry in entries_of(claim.get(table.answer.name)):
        yield [accession, version, *_cells(table.answer, entry)]


def _cells(answer: Column, entry: Entry) -> list[str]:
    name = str(entry.get("name", ""))
    cells = [answer.choices.label_of(name) if answer.choices else name]
    for attribute in answer.attributes:
        value = str(entry.get(attribute.name) or "")
        if attribute.is_mark:
            value = _MARKED if value else ""
        cells.append(attribute.choices.label_of(value) if attribute.choices else value)
    if answer.vocabulary:
        codes = [{"name": code["curie"], "match": code["match"]} for code in entry.get("codes", [])]
        cells.append(write_entries(codes))
    return [with_plain_breaks(cell) for cell in cells]
