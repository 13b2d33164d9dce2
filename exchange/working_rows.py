"""From a version or a draft to the cells of a working spreadsheet."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from evidence.cells import CellError, read_entries, read_text
from evidence.columns import Column
from evidence.content import Content, Value
from evidence.documents import normalised
from evidence.documents.build import citation_part
from evidence.enums import CITATION_KINDS, PUBLICATION_STATUSES, STATUSES
from evidence.models import Draft
from releases.rows import Row, cell_of, citation_line, row_of, with_plain_breaks
from releases.writers.xlsx import fits

from .layout import PRELIMINARY, WORKING, WORKING_NAMES, draft_cell

# Once one of these, a version was judged and held to be evidence.
ACCEPTED_ONCE = ("accepted", "superseded", "retired", "merged")
_SEPARATOR = "; "
# What became of a paper after a version was submitted, and has to show.
_TELLING = {"corrected", "concern", "retracted"}


class Told(NamedTuple):
    """What an export says of one claim: its cells in the order of the layout, and its answers."""

    cells: list[str]
    accession: str
    version: str
    claim: Mapping[str, Any]


def standing_cells(status: str) -> Row:
    """Return what a working spreadsheet says of a version of this status besides its document."""
    return {
        "status": STATUSES.label_of(status),
        "peer_review": "" if status in ACCEPTED_ONCE else PRELIMINARY,
    }


def told_of_version(
    document: Mapping[str, Any],
    *,
    status: str,
    reviewed_by: int | None,
    document_sha256: str,
    paper_status: str,
) -> Told:
    """Return what is said of a version that the reader may read.

    `reviewed_by` is None unless the version was accepted once: before, nobody may learn it.
    `paper_status` is what is known of its paper today, a retraction for instance.
    """
    row = row_of(document, reviewed_by=reviewed_by, document_sha256=document_sha256)
    if {paper_status, document["citation"]["status"]} & _TELLING:
        row["citation_status"] = PUBLICATION_STATUSES.label_of(paper_status)
    return told_as_printed(document, _laid_out(row | standing_cells(status), []))


def told_as_printed(document: Mapping[str, Any], cells: list[str]) -> Told:
    """Return what is said of a version whose cells are known."""
    return Told(cells, document["accession"], str(document["version"]), document["claim"])


def told_of_draft(draft: Draft) -> Told:
    """Return what is said of a draft to its authors; what a submission computes is empty.

    An answer that no cell can hold so that it reads back as the same is left out, and named.
    """
    row: Row = {"accession": draft.item.accession, "draft": draft_cell(draft.pk, draft.revision)}
    row |= standing_cells("draft") | _citation_cells(draft)
    said, left_out = _answer_cells(draft.content)
    cells = _laid_out(row | said, left_out)
    return Told(cells, draft.item.accession, "", draft.content)


def _citation_cells(draft: Draft) -> Row:
    if draft.citation is None:
        return {}
    part = citation_part(draft.citation)
    return {
        "citation": citation_line(part),
        "citation_title": part["title"],
        "citation_key": part["key"],
        "citation_kind": CITATION_KINDS.label_of(part["kind"]),
        "citation_status": PUBLICATION_STATUSES.label_of(part["status"]),
        **{name: part[name] or "" for name in ("pmid", "pmcid", "doi", "nct")},
    }


def _answer_cells(content: Content) -> tuple[Row, list[str]]:
    said: Row = {}
    read: Content = {}
    for column in _ANSWERED:
        value = content.get(column.answer.name) if column.answer else None
        if column.answer and value:
            cell, back = _read_back(column.answer, value)
            said[column.name] = cell
            read[column.answer.name] = back
    stored, back_again = normalised(content, {}), normalised(read, {})
    left_out = [
        column.name
        for column in _ANSWERED
        if column.answer and stored.get(column.answer.name) != back_again.get(column.answer.name)
    ]
    return {name: cell for name, cell in said.items() if name not in left_out}, left_out


_ANSWERED = tuple(column for column in WORKING if column.answer and column.is_exported)


def _read_back(column: Column, value: Value) -> tuple[str, Value]:
    """Return the cell of an answer and what an import would read in it."""
    try:
        cell = with_plain_breaks(cell_of(column, value))
        return cell, read_text(cell) if column.is_text else read_entries(cell)
    except (CellError, ValueError, TypeError, KeyError):
        return "", {"unknown": "not_checked"}


def _laid_out(row: Row, left_out: list[str]) -> list[str]:
    """Return the cells in the order of the layout, without those too long for a cell."""
    cells = [row.get(name, "") for name in WORKING_NAMES]
    if max(map(len, cells)) > _SURELY_FITS:
        for at, cell in enumerate(cells):
            if not fits(cell):
                cells[at] = ""
                left_out.append(WORKING_NAMES[at])
    if left_out:
        cells[_LEFT_OUT] = _SEPARATOR.join(left_out)
    return cells


_SURELY_FITS = 16_383
_LEFT_OUT = WORKING_NAMES.index("left_out")
