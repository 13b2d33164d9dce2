"""A judged file as the preview shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from exchange.actions.importing import MOST_AT_ONCE
from exchange.forms import COLUMN, READ
from exchange.judging.findings import Finding, Outcome
from exchange.judging.headers import WRITABLE
from exchange.queries.files import JudgedFile
from exchange.queries.judgement import JudgedRow

from .preview_names import ShownHeader, ShownName, listless_names, shown_headers
from .preview_rows import KIND_WORDS, ShownRow, shown_row

MOST_ROWS = 100
# With all its cells this stays below the number of fields that a form may send.
MOST_BOTH = 25
MOST_FINDINGS = 200
_NOTICES = {"accept": "good", "accept_warn": "info", "row_errors": "warn"}


@dataclass(frozen=True)
class Listed:
    """Some of many rows: which, in words where it is not all, and where the others are."""

    rows: list[ShownRow]
    words: str
    first_href: str
    next_href: str


@dataclass(frozen=True)
class Preview:
    """Everything the page says of a file. `is_many`: all rows go in, too many to wait for.

    `listed` are the rows of the kind `show`, `both` those changed on both sides; what ends in
    `_left` counts what is not shown.
    """

    outcome: Outcome
    notice: str
    counts: list[dict[str, Any]]
    show: str
    listed: Listed
    both: Listed
    headers: list[ShownHeader]
    read: list[ShownHeader]
    names: list[ShownName]
    names_left: int
    errors: Sequence[Finding]
    errors_left: int
    warnings: Sequence[Finding]
    warnings_left: int
    writes: int
    is_many: bool
    revises: bool
    columns: tuple[str, ...] = WRITABLE


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
    outcome, judgement, sent = file.outcome, file.judgement, sent or {}
    rows = judgement.rows if judgement else []
    writes = sum(row.is_written for row in rows)
    names = listless_names(judgement, sent)
    return Preview(
        outcome=outcome,
        notice=_NOTICES.get(outcome.outcome, "bad"),
        counts=_counts(outcome, rows, show),
        show=show,
        listed=_listed(rows, show, after),
        both=_both(rows, show, both_from, sent),
        headers=shown_headers(judgement, COLUMN, sent),
        read=shown_headers(judgement, READ, sent),
        names=names[:MOST_ROWS],
        names_left=max(len(names) - MOST_ROWS, 0),
        errors=outcome.errors[:MOST_FINDINGS],
        errors_left=max(len(outcome.errors) - MOST_FINDINGS, 0),
        warnings=outcome.warnings[:MOST_FINDINGS],
        warnings_left=max(len(outcome.warnings) - MOST_FINDINGS, 0),
        writes=writes,
        is_many=writes > MOST_AT_ONCE and not outcome.rows_error,
        revises=any(_is_of_accepted(row) for row in rows if row.is_written),
    )


def _listed(rows: Sequence[JudgedRow], show: str, after: int) -> Listed:
    kept = [row for row in rows if row.number > after and (not show or row.kind == show)]
    shown, is_more = kept[:MOST_ROWS], len(kept) > MOST_ROWS
    return Listed(
        rows=[shown_row(row) for row in shown],
        words=KIND_WORDS.get(show, ""),
        first_href=_href(show=show) if after else "",
        next_href=_href(show=show, after=shown[-1].number) if is_more else "",
    )


def _both(rows: Sequence[JudgedRow], show: str, start: int, sent: Mapping[str, str]) -> Listed:
    both = [row for row in rows if row.merged.both_sides or row.merged.settled]
    both.sort(key=lambda row: not row.merged.both_sides)
    asked, end = both[start : start + MOST_BOTH], start + MOST_BOTH
    is_part = len(asked) < len(both)
    return Listed(
        rows=[shown_row(row, sent) for row in asked],
        words=f"{start + 1} to {start + len(asked)} of {len(both)}" if is_part else "",
        first_href=_href(show=show) if start else "",
        next_href=_href(show=show, both=end) if end < len(both) else "",
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
