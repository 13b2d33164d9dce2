"""A judged file as the preview shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from evidence.columns import BY_NAME, COLUMNS
from evidence.content import text_of
from evidence.enums import OPEN_VOCABULARIES, VOCABULARIES
from evidence.models import Citation
from evidence.presenters.words import words_of
from exchange.forms import CHOICE, COLUMN, KEEP, NAME, READ
from exchange.judging.findings import Outcome
from exchange.judging.headers import LONGEST_NAME, WRITABLE, letters
from exchange.judging.merging import PAPER, CellChange
from exchange.judging.papers import NewPaper
from exchange.queries.files import JudgedFile
from exchange.queries.judgement import JudgedRow, Judgement

_LISTS = {column.choices.name: column for column in COLUMNS if column.choices}
LIST_LABELS = {name: column.label for name, column in _LISTS.items()} | {
    value: label for value, label, _ in VOCABULARIES.choices
}
_ANSWERS = {
    name: tuple(choice.label for choice in column.choices.choices)
    for name, column in _LISTS.items()
    if column.choices
}
MOST_ROWS = 100
# With all its cells this stays below the number of fields that a form may send.
MOST_BOTH = 25
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
    curator: str = ""
    finding: str = ""


@dataclass(frozen=True)
class ShownHeader:
    """A column of the file, the field in which a person says what it means, and what it says."""

    letters: str
    said: str
    field: str
    value: str
    id: str


@dataclass(frozen=True)
class ShownName:
    """A name that its list does not have, and what the person said it means."""

    said: str
    vocabulary: str
    field: str
    near: str
    value: str
    keep: str = ""
    is_kept: bool = False
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Preview:
    """Everything the page says of a file."""

    outcome: Outcome
    notice: str
    counts: list[dict[str, Any]]
    rows: list[ShownRow]
    first_href: str
    next_href: str
    show: str
    show_words: str
    both: list[ShownRow]
    both_words: str
    both_first_href: str
    both_next_href: str
    headers: list[ShownHeader]
    read: list[ShownHeader]
    names: list[ShownName]
    names_left: int
    errors: Sequence[Any]
    errors_left: int
    warnings: Sequence[Any]
    warnings_left: int
    columns: tuple[str, ...] = WRITABLE
    writes: int = 0
    revises: bool = False


def preview_of(
    file: JudgedFile,
    *,
    show: str = "",
    after: int = 0,
    both_from: int = 0,
    sent: Mapping[str, str] | None = None,
) -> Preview:
    """Return the preview of a judged file: rows of the kind `show` below the row `after`.

    Of the rows changed on both sides it asks MOST_BOTH from the place `both_from` on, counted
    from 0; those come first of which nobody said yet which side counts. `sent` is what the form
    held that was refused, so that it stands there again.
    """
    outcome, judgement = file.outcome, file.judgement
    rows = judgement.rows if judgement else []
    kept = [row for row in rows if row.number > after and (not show or row.kind == show)]
    both = sorted(
        (row for row in rows if row.merged.both_sides or row.merged.settled),
        key=lambda row: not row.merged.both_sides,
    )
    asked = both[both_from : both_from + MOST_BOTH]
    names = _names(judgement, sent or {})
    return Preview(
        outcome=outcome,
        notice={"accept": "good", "accept_warn": "info", "row_errors": "warn"}.get(
            outcome.outcome, "bad"
        ),
        counts=_counts(outcome, rows, show),
        rows=[shown_row(row) for row in kept[:MOST_ROWS]],
        first_href=_href(show=show) if after else "",
        next_href=_href(show=show, after=kept[MOST_ROWS - 1].number)
        if len(kept) > MOST_ROWS
        else "",
        show=show,
        show_words=KIND_WORDS.get(show, ""),
        both=[shown_row(row, sent) for row in asked],
        both_words=f"{both_from + 1} to {both_from + len(asked)} of {len(both)}"
        if len(asked) < len(both)
        else "",
        both_first_href=_href(show=show) if both_from else "",
        both_next_href=_href(show=show, both=both_from + MOST_BOTH)
        if both_from + MOST_BOTH < len(both)
        else "",
        headers=_headers(judgement, sent or {}),
        read=_read(judgement, sent or {}),
        names=names[:MOST_ROWS],
        names_left=max(len(names) - MOST_ROWS, 0),
        errors=outcome.errors[:MOST_FINDINGS],
        errors_left=max(len(outcome.errors) - MOST_FINDINGS, 0),
        warnings=outcome.warnings[:MOST_FINDINGS],
        warnings_left=max(len(outcome.warnings) - MOST_FINDINGS, 0),
        writes=sum(row.is_written for row in rows),
        revises=any(_is_of_accepted(row) for row in rows if row.is_written),
    )


def _href(**chosen: object) -> str:
    return "?" + urlencode({name: value for name, value in chosen.items() if value})


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


def _headers(judgement: Judgement | None, sent: Mapping[str, str]) -> list[ShownHeader]:
    """Return the columns that mean nothing yet."""
    if judgement is None:
        return []
    header = judgement.header
    return [
        _header(place, said, COLUMN, header.suggestions.get(place, ""), sent)
        for place, said in header.unmapped.items()
        if len(said) <= LONGEST_NAME
    ]


def _read(judgement: Judgement | None, sent: Mapping[str, str]) -> list[ShownHeader]:
    """Return the columns that are read, as what, and those that a person left out."""
    if judgement is None:
        return []
    header = judgement.header
    return [
        _header(place, said, READ, header.columns.get(place, ""), sent)
        for place, said in header.said.items()
        if place not in header.unmapped and len(said) <= LONGEST_NAME
    ]


def _header(place: int, said: str, kind: str, value: str, sent: Mapping[str, str]) -> ShownHeader:
    name = f"{kind}:{said}"
    return ShownHeader(letters(place), said, name, sent.get(name, value), f"{kind}-{place}")


def _names(judgement: Judgement | None, sent: Mapping[str, str]) -> list[ShownName]:
    if judgement is None:
        return []
    listed = [
        (typed, LIST_LABELS.get(kind, kind), kind, "", _ANSWERS.get(kind, ()))
        for (kind, _), typed in sorted(judgement.unlisted.items())
    ]
    listed += [
        (typed, VOCABULARIES.label_of(kind), kind, near, ())
        for (kind, _), (typed, near) in sorted(judgement.unknown.items())
    ]
    return [
        _name(typed, label, kind, near, answers, sent)
        for typed, label, kind, near, answers in listed
        if len(typed) <= LONGEST_NAME
    ]


def _name(
    typed: str, label: str, kind: str, near: str, answers: tuple[str, ...], sent: Mapping[str, str]
) -> ShownName:
    name, keep = f"{NAME}:{kind}:{typed}", f"{KEEP}:{kind}:{typed}"
    is_open = kind in OPEN_VOCABULARIES
    return ShownName(
        typed, label, name, near, sent.get(name, ""), keep if is_open else "", keep in sent, answers
    )
