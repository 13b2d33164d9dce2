"""From a judgement to the one answer that page and command give."""

from exchange.judging.findings import (
    ACCEPT,
    ACCEPT_WARN,
    KINDS,
    ROW_ERRORS,
    Finding,
    Outcome,
    rejected,
)

from .judgement import Judgement


def outcome_of(judgement: Judgement) -> Outcome:
    """Return what is to be said of a judged file."""
    if judgement.header.refusals:
        first = judgement.header.refusals[0]
        return rejected(first.code, first.message)
    rows = judgement.rows
    if not rows:
        message = "The file has column names and no row below them. Nothing was saved."
        return rejected("no_rows", message)
    errors: list[Finding] = []
    warnings = list(judgement.warnings)
    for row in rows:
        errors += row.said.errors
        (errors if row.kind == "both_sides" else warnings).extend(row.said.warnings)
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
        sorted(errors, key=_place), sorted(warnings, key=_place), counts,
    )  # fmt: skip


def _place(finding: Finding) -> int:
    return finding.row or 0
