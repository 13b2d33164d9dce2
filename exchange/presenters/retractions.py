"""The rows of a file of retractions as the page shows them: what would change first."""

from collections.abc import Iterable
from typing import Any

from evidence.enums import PUBLICATION_STATUSES
from exchange.queries.retractions import Noted

_GROUPS = {
    "new": ("To be noted", "Chosen papers get this status; whoever it concerns is told."),
    "wrong": ("Cannot be read", "Mend these rows in the file, and drop it in again."),
    "older": ("Older than what is known", "They change nothing."),
    "same": ("Noted already", "They change nothing."),
}


def retraction_groups(judged: Iterable[Noted]) -> list[dict[str, Any]]:
    """Return the verdicts that occur, each with its rows."""
    rows: dict[str, list[dict[str, Any]]] = {verdict: [] for verdict in _GROUPS}
    for one in judged:
        rows[one.verdict].append(_row(one))
    return [
        {"label": label, "meaning": meaning, "rows": rows[verdict], "choosable": verdict == "new"}
        for verdict, (label, meaning) in _GROUPS.items()
        if rows[verdict]
    ]


def _row(one: Noted) -> dict[str, Any]:
    return {
        "number": one.row.number,
        "citation": one.citation,
        "before": one.citation.get_status_display(),
        "status": one.row.status,
        "status_label": PUBLICATION_STATUSES.label_of(one.row.status),
        "day": one.row.day,
        "source": one.row.source,
        "reason": one.row.reason,
        "why": one.why,
    }
