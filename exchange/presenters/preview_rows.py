"""One row of a judged file, as the preview shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from evidence.columns import BY_NAME
from evidence.content import text_of
from evidence.models import Citation
from evidence.presenters.words import words_of
from exchange.forms import CHOICE
from exchange.judging.merging import PAPER, CellChange
from exchange.judging.papers import NewPaper
from exchange.queries.judgement import JudgedRow

KIND_WORDS = {
    "new": "new", "changed": "changed", "unchanged": "unchanged",
    "both_sides": "changed on both sides", "error": "error",
}  # fmt: skip


@dataclass(frozen=True)
class ShownCell:
    """One cell that changes: what it was, is and will be, in words."""

    column: str
    label: str
    before: str
    after: str
    base: str = ""
    field: str = ""
    chosen: str = ""


@dataclass(frozen=True)
class ShownRow:
    """One row of the preview."""

    number: int
    kind: str
    kind_words: str
    accession: str
    paper: str
    summary: str
    cells: list[ShownCell] = field(default_factory=list)
    both: list[ShownCell] = field(default_factory=list)
    curator: str = ""
    finding: str = ""


def shown_row(row: JudgedRow, sent: Mapping[str, str] | None = None) -> ShownRow:
    """Return a row with its cells in words, and whose answers count by what was said or sent."""
    return ShownRow(
        number=row.number,
        kind=row.kind,
        kind_words=KIND_WORDS[row.kind],
        accession=row.target.item.accession if row.target else "",
        paper=_paper_words(row.paper),
        summary=text_of(row.content.get("summary")) or text_of(row.said.content.get("summary")),
        cells=[_cell(row, change, {}) for change in row.merged.changes],
        both=[
            _cell(row, change, sent or {})
            for change in (*row.merged.both_sides, *row.merged.settled)
        ],
        curator=row.curator.username if row.curator else "",
        finding=" ".join(f"{f.message} {f.hint}".strip() for f in row.said.errors[:2]),
    )


def _paper_words(paper: Citation | NewPaper | None) -> str:
    if paper is None:
        return "no paper"
    if isinstance(paper, NewPaper):
        named = "; ".join(f"{k.upper()} {v}" for k, v in paper.identifiers.items())
        return f"new paper: {named or paper.title}"
    return paper.short


def _cell(row: JudgedRow, change: CellChange, sent: Mapping[str, str]) -> ShownCell:
    name = f"{CHOICE}:{row.number}:{change.column}"
    return ShownCell(
        column=change.column,
        label="Paper" if change.column == PAPER else BY_NAME[change.column].label,
        before=_words(row, change.column, change.theirs, stored=True),
        after=_words(row, change.column, change.mine, stored=False),
        base=_words(row, change.column, change.base, stored=True),
        field=name,
        chosen=sent.get(name, change.choice),
    )


def _words(row: JudgedRow, column: str, value: Any, *, stored: bool) -> str:
    if column == PAPER:
        paper = row.target.paper if stored and row.target else row.paper
        return _paper_words(paper)
    return words_of(BY_NAME[column], value) if value else "empty"
