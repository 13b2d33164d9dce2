"""A file of retractions as rows: as Retraction Watch writes it, or DOI, PMID, status, date, source.

Plain: which column is which and what a cell says. Nothing is asked of the database.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from evidence.enums import GRAVITY, PUBLICATION_STATUSES
from evidence.identifiers import read_identifier
from exchange.reading.shapes import Cell, Odd, Sheet
from ground.errors import Invalid

_OTHER = re.compile(r"[\W_]+")
_US_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?: .*)?")
_COLUMNS = {
    "doi": "doi", "originalpaperdoi": "doi",
    "pmid": "pmid", "pubmedid": "pmid", "originalpaperpubmedid": "pmid",
    "status": "status", "retractionnature": "status",
    "date": "date", "retractiondate": "us_date",
    "source": "source", "retractiondoi": "notice_doi", "retractionpubmedid": "notice_pmid",
    "recordid": "record", "reason": "reason",
}  # fmt: skip
_NATURES = {
    "retraction": "retracted", "expression of concern": "concern", "correction": "corrected",
    "reinstatement": "active",
}  # fmt: skip
LONGEST_REASON = 1_000


@dataclass
class RetractionRow:
    """What one row says; `problems` maps the columns that could not be read to why."""

    number: int
    doi: str = ""
    pmid: str = ""
    status: str = ""
    on: str = ""
    source: str = ""
    reason: str = ""
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def day(self) -> date | None:
        """The day of the notice."""
        return date.fromisoformat(self.on) if self.on else None


def known_columns() -> frozenset[str]:
    """Return the column names that are understood, by which a text file's separator is told."""
    return frozenset(_COLUMNS)


def retraction_rows(sheet: Sheet) -> list[RetractionRow]:
    """Return every row of the sheet; raise Invalid where its columns say too little."""
    if not sheet.rows:
        raise Invalid("The file holds no row. Choose another one. Nothing was changed.")
    head, *rows = sheet.rows
    places = _places(head.cells)
    missing = [
        words
        for words, names in (
            ("DOI or PMID", {"doi", "pmid"}),
            ("status", {"status"}),
            ("date", {"date", "us_date"}),
        )
        if not names & set(places)
    ]
    if missing:
        raise Invalid(
            f"The first row names no column for: {', '.join(missing)}. Expected are DOI, PMID, "
            "status, date (2026-05-03) and source, or the columns of Retraction Watch. Nothing "
            "was changed."
        )
    return [_row(row.number, _said(row.cells, places)) for row in rows]


def _places(cells: list[Cell]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = _COLUMNS.get(_OTHER.sub("", _text(cell).casefold()))
        if name:
            places.setdefault(name, place)
    return places


def _said(cells: list[Cell], places: Mapping[str, int]) -> dict[str, str]:
    return {
        name: _text(cells[place]).strip() for name, place in places.items() if place < len(cells)
    }


def _text(cell: Cell) -> str:
    return cell.text if isinstance(cell, Odd) else cell


def _row(number: int, said: Mapping[str, str]) -> RetractionRow:
    row = RetractionRow(number, source=_source(said), reason=_reason(said.get("reason", "")))
    for kind in ("doi", "pmid"):
        # Retraction Watch writes 0 and "unavailable" where there is none.
        found = read_identifier(said.get(kind, ""))
        if found and found.kind == kind:
            setattr(row, kind, found.value)
    row.status = _status(said.get("status", ""))
    if not row.status:
        known = ", ".join(PUBLICATION_STATUSES.label_of(value) for value in GRAVITY)
        row.problems["status"] = (
            f"“{said.get('status', '')[:40]}” is no status that is known here: {known}."
        )
    row.on = _day(said)
    if not row.on:
        typed = said.get("us_date", "") or said.get("date", "")
        row.problems["date"] = f"“{typed[:40]}” is no day. Write it as 2026-05-03."
    if not row.source:
        row.problems["source"] = "No source is given: say where the notice stands."
    return row


def _status(text: str) -> str:
    if found := PUBLICATION_STATUSES.find(text):
        return found.value if found.value in GRAVITY else ""
    return _NATURES.get(" ".join(text.casefold().split()), "")


def _day(said: Mapping[str, str]) -> str:
    """Return the day in ISO form, "" where it is none; Retraction Watch writes month/day/year."""
    text = said.get("us_date", "") or said.get("date", "")
    match = _US_DATE.fullmatch(text) if said.get("us_date") else None
    try:
        if match:
            return date(int(match[3]), int(match[1]), int(match[2])).isoformat()
        return date.fromisoformat(text[:10]).isoformat() if text[10:11] in ("", " ", "T") else ""
    except ValueError:
        return ""


def _source(said: Mapping[str, str]) -> str:
    if said.get("source"):
        return " ".join(said["source"].split())
    for name in ("notice_doi", "notice_pmid"):
        found = read_identifier(said.get(name, ""))
        if found:
            at = {"doi": "https://doi.org/", "pmid": "https://pubmed.ncbi.nlm.nih.gov/"}
            return f"{at.get(found.kind, '')}{found.value}"
    return f"Retraction Watch, record {said['record'][:20]}" if said.get("record") else ""


def _reason(text: str) -> str:
    """Return the reasons as a list in words; Retraction Watch writes “+One;+Another;”."""
    parts: Iterator[str] = (part.strip(" +") for part in text.split(";"))
    words = "; ".join(part for part in parts if part) if "+" in text else " ".join(text.split())
    return words[:LONGEST_REASON]
