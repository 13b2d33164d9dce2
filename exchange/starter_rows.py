"""The starter files, read into our content shape. Every mapping is said; nothing is guessed."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evidence.cells import CellError, read_entries
from evidence.columns import BY_NAME, REQUIRED_COLUMNS, Column
from evidence.content import Content, Entry, Value, unknown
from evidence.identifiers import LABELS

STARTER = Path(__file__).resolve().parent / "starter"

# Columns that keep their name, and those that get ours.
_SAME = (
    "locator", "read_from", "source_reviews", "seen_at", "seen_fields", "tissue",
    "donor_cell_as_reported", "donor_species", "donor_state", "ev_term_as_reported", "ev_class",
    "engineering", "engineering_detail", "given", "cargo", "targets", "pathways", "cancer",
    "recipient", "resistant_model", "models", "species", "agents", "modality", "effect",
    "settings", "summary", "safety", "doubt", "notes",
)  # fmt: skip
_RENAMED = {"mechanism": "mechanism_words"}
# Columns that become something else, each by a function below.
_FOLDED_IN = ("key", "citation_key", "cargo_change", "effect_first_coded", "recoded", "curies")


@dataclass(frozen=True)
class StarterCitation:
    """A row of citations.csv."""

    key: str
    kind: str
    title: str
    csl: dict[str, Any]
    identifiers: dict[str, str]
    status: str
    status_source: str
    study_card: dict[str, str]
    seen_at: str
    notes: str


@dataclass(frozen=True)
class StarterClaim:
    """A row of claims.csv as content, with what was mapped and what could not be."""

    key: str
    citation_key: str
    content: Content
    mappings: list[str] = field(default_factory=list)
    unmapped: list[tuple[str, str, str]] = field(default_factory=list)


def read_citations() -> list[StarterCitation]:
    """Return the citations of the starter set, in the file's order."""
    return [
        StarterCitation(
            key=row["key"],
            kind=row["kind"].replace(" ", "_"),
            title=row["title"],
            csl=_csl(row),
            identifiers={name: row[name] for name in LABELS if row[name]},
            status=row["status"],
            status_source=row["status_seen_at"],
            study_card={
                name: row[name]
                for name in ("isolation", "characterisation", "ev_dose_route_timing")
                if row[name]
            },
            seen_at=row["seen_at"],
            notes=row["notes"],
        )
        for row in _rows("citations.csv")
    ]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (STARTER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _csl(row: dict[str, str]) -> dict[str, Any]:
    csl: dict[str, Any] = {
        "author": [_author(name) for name in row["authors"].split("; ") if name],
        "container-title": row["journal"],
        "volume": row["volume"],
        "issue": row["issue"],
        "page": row["pages"],
    }
    if row["year"]:
        csl["issued"] = {"date-parts": [[int(row["year"])]]}
    return {name: value for name, value in csl.items() if value}


def _author(name: str) -> dict[str, str]:
    """Return a CSL name. The file writes family before given: initials in capitals, or the last
    word, are the given name; a single word is a family name of which no more is known."""
    words = name.split()
    if len(words) == 1:
        return {"family": name}
    return {"family": " ".join(words[:-1]), "given": words[-1]}


def read_claims() -> list[StarterClaim]:
    """Return the claims of the starter set, in the file's order."""
    return [_claim(row) for row in _rows("claims.csv")]


def _claim(row: dict[str, str]) -> StarterClaim:
    claim = StarterClaim(row["key"], row["citation_key"], {})
    for name, cell in row.items():
        if name in _SAME or name in _RENAMED:
            _put(claim, name, BY_NAME[_RENAMED.get(name, name)], cell)
        elif name not in _FOLDED_IN:
            claim.unmapped.append((name, cell, "the starter loader does not know this column"))
    _put_cargo_change(claim, row["cargo_change"])
    _put_coding(claim, row)
    claim.content["external_ids"] = [{"name": "starter", "id": row["key"]}]
    for column in REQUIRED_COLUMNS:
        if column.name not in claim.content:
            claim.content[column.name] = unknown("not_checked")
            claim.mappings.append(f"{column.name}: empty → not checked")
    return claim


def _put(claim: StarterClaim, source: str, column: Column, cell: str) -> None:
    """Put a cell into the column it means."""
    if not cell.strip():
        return
    if column.is_text:
        claim.content[column.name] = cell
        if source != column.name:
            claim.mappings.append(f"{source} → {column.name}")
        return
    try:
        value = read_entries(cell)
    except CellError as error:
        claim.unmapped.append((source, cell, str(error)))
        return
    if isinstance(value, dict):
        claim.mappings.append(f"{source}: {cell} → the unknown {value['unknown']}")
    claim.content[column.name] = _coded(claim, column, value)


def _coded(claim: StarterClaim, column: Column, value: Value) -> Value:
    """Return `value` with the stored value of every answer of a closed list."""
    if not isinstance(value, list):
        return value
    return [_coded_entry(claim, column, entry) for entry in value]


def _coded_entry(claim: StarterClaim, column: Column, entry: Entry) -> Entry:
    coded: Entry = {}
    for name, text in entry.items():
        attribute = column.attribute(name)
        choices = column.choices if name == "name" else attribute.choices if attribute else None
        if name != "name" and attribute is None:
            claim.unmapped.append((column.name, f"{name}: {text}", "there is no such attribute"))
            continue
        choice = choices.find(str(text)) if choices else None
        if choices and choice is None:
            claim.unmapped.append((column.name, str(text), f"not in the list {choices.name}"))
            continue
        if choice and choice.value != text:
            claim.mappings.append(f"{column.name}: {text} → {choice.value}")
        coded[name] = choice.value if choice else text
    return coded


def _put_cargo_change(claim: StarterClaim, cell: str) -> None:
    """Say the row's one change of every cargo in it."""
    cargo = claim.content.get("cargo")
    if not cell or not isinstance(cargo, list):
        return
    attribute = BY_NAME["cargo"].attribute("change")
    choice = attribute.choices.find(cell) if attribute and attribute.choices else None
    if choice is None:
        claim.unmapped.append(("cargo_change", cell, "not in the list cargo_change"))
        return
    claim.content["cargo"] = [entry | {"change": choice.value} for entry in cargo]
    claim.mappings.append(f"cargo_change: {cell} → change of {len(cargo)} cargo")


def _put_coding(claim: StarterClaim, row: dict[str, str]) -> None:
    """Keep how the row was coded and recoded, privately."""
    first, recoded = row["effect_first_coded"], row["recoded"]
    parts = [f"Effect first coded as {first}."] if first else []
    parts += [f"Recoded: {recoded}."] if recoded else []
    if parts:
        claim.content["coding"] = " ".join(parts)
        claim.mappings.append("effect_first_coded, recoded → coding (private)")


def codes_of_claims() -> dict[str, set[tuple[str, str]]]:
    """Return the codes in the claims' `curies` column: per name, (curie, match)."""
    codes: dict[str, set[tuple[str, str]]] = {}
    for row in _rows("claims.csv"):
        for name, curie, match in re.findall(
            r"(?:^|; )([^=]+)=(\S+?)(?: \[match: (\w+)\])?(?=;|$)", row["curies"]
        ):
            codes.setdefault(name, set()).add((curie, match or "exact"))
    return codes
