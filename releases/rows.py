"""From a frozen document to one flat row: pure functions, so a row never changes."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, TypeAlias

import orjson

from evidence.cells import write_entries, write_text
from evidence.columns import BY_NAME, COLUMNS, Column
from evidence.content import Entry, Value, entries_of
from evidence.enums import CITATION_KINDS, PUBLICATION_STATUSES
from evidence.models import Citation

from .columns import FLAT, JOINT

Document: TypeAlias = Mapping[str, Any]
Row: TypeAlias = dict[str, str]

_MADE_FROM = tuple((column.name, column.answer) for column in FLAT)
_NAMING = tuple(column for column in COLUMNS if column.vocabulary)
_IDENTIFIERS = ("pmid", "pmcid", "doi", "nct")


def row_of(document: Document, *, reviewed_by: int | None, document_sha256: str) -> Row:
    """Return the cells of a version by column name, in the order of the flat column list.

    `document` is the parsed document, `document_sha256` the hash of its text, `reviewed_by` how
    many reviewers judged it, None where nobody may know yet. Every cell is text; CR and CRLF have
    become LF.
    """
    known = _computed(document) | {
        "reviewed_by": str(reviewed_by or ""),
        "document_sha256": document_sha256,
    }
    claim = document["claim"]
    row = {
        name: known[name] if answer is None else cell_of(answer, claim.get(answer.name))
        for name, answer in _MADE_FROM
    }
    whole = "".join(row.values())
    if "\r" in whole or JOINT in whole:
        return {name: with_plain_breaks(cell) for name, cell in row.items()}
    return row


def cell_of(column: Column, value: Value | None) -> str:
    """Return the cell of an answer: closed lists as their labels, in the order of what is asked.

    Raises ValueError for entries that no cell can hold, which only drafts have.
    """
    if not value:
        return ""
    if isinstance(value, list):
        return _cell_of_entries(column.name, orjson.dumps(value))
    return write_text(value) if column.is_text else write_entries(value)


@lru_cache(maxsize=8_192)  # claims answer most questions with the same few words
def _cell_of_entries(name: str, entries: bytes) -> str:
    column = BY_NAME[name]
    return write_entries([_labelled(column, entry) for entry in orjson.loads(entries)])


def _labelled(column: Column, entry: Entry) -> Entry:
    name = str(entry.get("name", ""))
    said: Entry = {"name": column.choices.label_of(name) if column.choices else name}
    for attribute in column.attributes:
        if attribute.name in entry:
            value = entry[attribute.name]
            said[attribute.name] = attribute.choices.label_of(value) if attribute.choices else value
    return said


def with_plain_breaks(text: str) -> str:
    """Return `text` with LF for every line end, and without the sign that parts printed rows."""
    text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    return text.replace(JOINT, " ") if JOINT in text else text


def _computed(document: Document) -> dict[str, str]:
    """Return the cells that no single answer holds."""
    citation = document["citation"]
    card = document["study_card"]
    return {
        "accession": document["accession"],
        "version": str(document["version"]),
        "reading": document["reading"],
        "directness": str(sum(point["met"] for point in document["directness"])),
        "level_used": document["level"]["value"],
        "citation": citation_line(citation),
        "citation_title": citation["title"],
        **{name: citation[name] or "" for name in _IDENTIFIERS},
        "citation_status": PUBLICATION_STATUSES.label_of(citation["status"]),
        "citation_key": citation["key"],
        "citation_kind": CITATION_KINDS.label_of(citation["kind"]),
        **_terms(document["claim"]),
        "study_card": _study_card(card["answers"]) if card else "",
    }


def citation_line(part: Mapping[str, Any]) -> str:
    """Return the citation in one line, such as "Wu et al., 2020. A study. Cell Death & Disease."""
    citation = Citation(kind=part["kind"], title=part["title"], csl=part["csl"])
    said = (citation.short, citation.title, citation.journal)
    return " ".join(text if text[-1] in ".?!" else f"{text}." for text in said if text)


def _terms(claim: Mapping[str, Any]) -> dict[str, str]:
    """Return the codes of every term named, and the names nobody had confirmed, each once."""
    codes: dict[tuple[str, str], Entry] = {}
    provisional: dict[str, Entry] = {}
    for column in _NAMING:
        for entry in entries_of(claim.get(column.name)):
            name = str(entry["name"])
            for code in entry.get("codes", []):
                codes.setdefault((name, code["curie"]), {"name": name, **code})
            if entry.get("provisional"):
                provisional.setdefault(name, {"name": name})
    return {
        "codes": write_entries(list(codes.values())),
        "provisional_terms": write_entries(list(provisional.values())),
    }


def _study_card(answers: Mapping[str, Any]) -> str:
    """Return a study card as "isolation: ultracentrifugation; …", without what nobody answered."""
    said = {name: _said(value) for name, value in sorted(answers.items())}
    return write_entries([{"name": f"{name}: {text}"} for name, text in said.items() if text])


def _said(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_said(part) for part in value)
    if isinstance(value, dict):
        return str(value["name"]) if "name" in value else write_entries(value)
    return str(value or "")
