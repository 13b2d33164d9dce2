"""A judged file as the preview shows it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from evidence.columns import BY_NAME, COLUMNS
from evidence.content import text_of
from evidence.enums import VOCABULARIES
from evidence.models import Citation
from evidence.presenters.words import words_of
from exchange.judging.findings import Outcome
from exchange.judging.headers import WRITABLE, letters
from exchange.judging.merging import PAPER, CellChange
from exchange.judging.papers import NewPaper
from exchange.queries.files import JudgedFile
from exchange.queries.judgement import JudgedRow, Judgement

_LISTS = {column.choices.name: column for column in COLUMNS if column.choices}
_LIST_LABELS = {name: column.label for name, column in _LISTS.items()} | {
    value: label for value, label, _ in VOCABULARIES.choices
}
_ANSWERS = {
    name: tuple(choice.label for choice in column.choices.choices)
    for name, column in _LISTS.items()
    if column.choices
}
MOST_ROWS = 100
MOST_FINDINGS = 200
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


@dataclass(frozen=True)
class ShownHeader:
    """A column of the file that is not understood."""

    letters: str
    said: str
    field: str
    suggestion: str


@dataclass(frozen=True)
class ShownName:
    """A name that its list does not have."""

    said: str
    vocabulary: str
    kind: str
    near: str
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Preview:
    """Everything the page says of a file."""

    outcome: Outcome
    notice: str
    counts: list[dict[str, Any]]
    rows: list[ShownRow]
    rows_left: int
    show: str
    both: list[ShownRow]
    headers: list[ShownHeader]
    names: list[ShownName]
    errors: Sequence[Any]
    errors_left: int
    warnings: Sequence[Any]
    warnings_left: int
    columns: tuple[str, ...] = WRITABLE
    writes: int = 0
    revises: bool = False


def preview_of(file: JudgedFile, *, show: str = "") -> Preview:
    """Return the preview of a judged file; `show` keeps rows of one kind."""
    outcome, judgement = file.outcome, file.judgement
    rows = judgement.rows if judgement else []
    kept = [row for row in rows if not show or row.kind == show]
    return Preview(
        outcome=outcome,
        notice={"accept": "good", "accept_warn": "info", "row_errors": "warn"}.get(
            outcome.outcome, "bad"
        ),
        counts=_counts(outcome, rows, show),
        rows=[shown_row(row) for row in kept[:MOST_ROWS]],
        rows_left=max(len(kept) - MOST_ROWS, 0),
        show=show,
        both=[shown_row(row) for row in rows if row.kind == "both_sides"][:MOST_ROWS],
        headers=_headers(judgement),
        names=_names(judgement),
        errors=outcome.errors[:MOST_FINDINGS],
        errors_left=max(len(outcome.errors) - MOST_FINDINGS, 0),
        warnings=outcome.warnings[:MOST_FINDINGS],
        warnings_left=max(len(outcome.warnings) - MOST_FINDINGS, 0),
        writes=sum(row.is_written for row in rows),
        revises=any(_is_of_accepted(row) for row in rows if row.is_written),
    )


def _is_of_accepted(row: JudgedRow) -> bool:
    target = row.target
    return bool(
        target and not target.draft and target.version
        and target.version.standing.status == "accepted"
    )  # fmt: skip


def _counts(outcome: Outcome, rows: Sequence[JudgedRow], show: str) -> list[dict[str, Any]]:
    counted = outcome.changes | {"error": sum(row.kind == "error" for row in rows)}
    return [
        {"count": counted[kind], "label": words, "href": f"?show={kind}" if counted[kind] else ""}
        for kind, words in KIND_WORDS.items()
    ]


def shown_row(row: JudgedRow) -> ShownRow:
    """Return a row with its cells in words."""
    return ShownRow(
        number=row.number,
        kind=row.kind,
        kind_words=KIND_WORDS[row.kind],
        accession=row.target.item.accession if row.target else "",
        paper=_paper_words(row.paper),
        summary=text_of(row.content.get("summary")) or text_of(row.said.content.get("summary")),
        cells=[_cell(row, change) for change in row.merged.changes],
        both=[_cell(row, change) for change in row.merged.both_sides],
    )


def _paper_words(paper: Citation | NewPaper | None) -> str:
    if paper is None:
        return "no paper"
    if isinstance(paper, NewPaper):
        named = "; ".join(f"{k.upper()} {v}" for k, v in paper.identifiers.items())
        return f"new paper: {named or paper.title}"
    return paper.short


def _cell(row: JudgedRow, change: CellChange) -> ShownCell:
    return ShownCell(
        column=change.column,
        label="Paper" if change.column == PAPER else BY_NAME[change.column].label,
        before=_words(row, change.column, change.theirs, stored=True),
        after=_words(row, change.column, change.mine, stored=False),
        base=_words(row, change.column, change.base, stored=True),
        field=f"choice-{row.number}-{change.column}",
    )


def _words(row: JudgedRow, column: str, value: Any, *, stored: bool) -> str:
    if column == PAPER:
        paper = row.target.paper if stored and row.target else row.paper
        return _paper_words(paper)
    return words_of(BY_NAME[column], value) if value else "empty"


def _headers(judgement: Judgement | None) -> list[ShownHeader]:
    if judgement is None:
        return []
    header = judgement.header
    return [
        ShownHeader(letters(place), said, f"column-{place}", header.suggestions.get(place, ""))
        for place, said in header.unmapped.items()
    ]


def _names(judgement: Judgement | None) -> list[ShownName]:
    if judgement is None:
        return []
    closed = [
        ShownName(typed, _LIST_LABELS.get(kind, kind), kind, "", _ANSWERS.get(kind, ()))
        for (kind, _), typed in sorted(judgement.unlisted.items())
    ]
    opened = [
        ShownName(typed, VOCABULARIES.label_of(kind), kind, near)
        for (kind, _), (typed, near) in sorted(judgement.unknown.items())
    ]
    return [*closed, *opened][:MOST_ROWS]
