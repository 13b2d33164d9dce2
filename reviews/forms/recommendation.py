"""Reading the review page: answers per section, suggestions, recommendation.

Names are `answer-cargo` and `why-cargo` per section, `verdict`, `reason`, `has_read`,
`read_where`, `confidence`, and for suggestions those of the claim form. `suggesting` names the
columns whose fields stood on the page: what differs there from the frozen version is suggested.
"""

from dataclasses import dataclass, field
from typing import Any

from evidence.columns import BY_NAME, SECTIONS, Column
from evidence.content import Content, Value
from evidence.documents import tidy
from evidence.forms.claims import Posted, last, read_claim

Said = dict[str, Any]


@dataclass(frozen=True)
class ReadReview:
    """What the page said. `said` has the shape of a recommendation."""

    said: Said
    notices: list[str] = field(default_factory=list)


def read_review(posted: Posted, frozen: Content) -> ReadReview:
    """Return what `posted` says about a version that holds `frozen`; nothing is judged here."""
    read = read_claim(posted)
    confidence = last(posted, "confidence")
    said = {
        "verdict": last(posted, "verdict"),
        "answers": {s.name: a for s in SECTIONS if any((a := _answer(posted, s.name)).values())},
        "suggestions": _suggestions(posted.getlist("suggesting"), read.content, frozen),
        "reason": last(posted, "reason").strip(),
        "has_read": last(posted, "has_read"),
        "read_where": last(posted, "read_where").strip(),
        "confidence": int(confidence) if confidence in ("1", "2", "3", "4", "5") else None,
    }
    return ReadReview(said, read.notices)


def _answer(posted: Posted, section: str) -> dict[str, str]:
    return {
        "answer": last(posted, f"answer-{section}"),
        "reason": last(posted, f"why-{section}").strip(),
    }


def _suggestions(offered: list[str], typed: Content, frozen: Content) -> list[dict[str, Value]]:
    now, before = tidy(typed), tidy(frozen)
    return [
        {"column": name, "value": now.get(name, _blank(column))}
        for name, column in BY_NAME.items()
        if name in offered and now.get(name) != before.get(name)
    ]


def _blank(column: Column) -> Value:
    return "" if column.is_text else []
