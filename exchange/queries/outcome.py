"""From a judgement to the one answer that page and command give."""

from collections.abc import Sequence
from operator import itemgetter

from exchange.judging.findings import (
    ACCEPT,
    ACCEPT_WARN,
    KINDS,
    ROW_ERRORS,
    Finding,
    Findings,
    Outcome,
    rejected,
)

from .judgement import JudgedRow, Judgement


def outcome_of(judgement: Judgement) -> Outcome:
    """Return what is to be said of a judged file."""
    if judgement.header.refusals:
        first = judgement.header.refusals[0]
        return rejected(first.code, first.message)
    rows = judgement.rows
    if not rows:
        message = "The file has column names and no row below them. Nothing was saved."
        return rejected("no_rows", message)
    errors, warnings = _errors(rows), _warnings(judgement)
    wrong = sum(row.kind in ("error", "both_sides") for row in rows)
    counts = judgement.counts
    if wrong:
        outcome, code = ROW_ERRORS, "row_errors"
        message = f"{wrong} of {len(rows)} rows cannot be imported as they are. Nothing was saved."
    else:
        outcome, code = (ACCEPT_WARN, "warnings") if warnings else (ACCEPT, "ok")
        told = ", ".join(f"{counts[kind]} {kind.replace('_', ' ')}" for kind in KINDS[:3])
        message = f"All {len(rows)} rows can be imported: {told}. Nothing was saved yet."
    return Outcome(
        outcome, code, message, len(rows), len(rows) - wrong, wrong,
        errors, warnings, counts,
    )  # fmt: skip


def _errors(rows: Sequence[JudgedRow]) -> Findings:
    """Return what keeps rows from being imported, a change on both sides too."""
    return Findings(
        [
            (row.number, found)
            for row in rows
            for found in (row.said.errors, row.said.warnings if row.kind == "both_sides" else [])
            if found
        ]
    )


def _warnings(judgement: Judgement) -> Findings:
    """Return the warnings of file and rows in the order of the rows, the file's own first."""
    told: list[tuple[int, Sequence[Finding]]] = [(f.row or 0, [f]) for f in judgement.warnings]
    told += [
        (row.number, row.said.warnings)
        for row in judgement.rows
        if row.said.warnings and row.kind != "both_sides"
    ]
    return Findings(sorted(told, key=itemgetter(0)))
