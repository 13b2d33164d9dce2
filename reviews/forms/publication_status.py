"""Reading the page on which an editor notes what became of a publication."""

from dataclasses import dataclass
from datetime import date

from evidence.forms.claims import Posted, last
from ground.errors import Problem


@dataclass(frozen=True)
class ReadStatus:
    """What was posted. `seen` is -1 where it is no number: no page of ours said so."""

    status: str
    status_on: date | None
    source: str
    reason: str
    seen: int


def read_status(posted: Posted) -> tuple[ReadStatus, list[Problem]]:
    """Return what `posted` says, and what is wrong with the day."""
    day, problems = read_day(last(posted, "status_on"))
    seen = last(posted, "seen")
    return ReadStatus(
        status=last(posted, "status"),
        status_on=day,
        source=last(posted, "source"),
        reason=last(posted, "reason"),
        seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 7 else -1,
    ), problems


def read_day(text: str) -> tuple[date | None, list[Problem]]:
    """Return the day, None for an empty field, and what is wrong with it."""
    text = text.strip()
    try:
        return (date.fromisoformat(text) if text else None), []
    except ValueError:
        message = f"Date: “{text[:40]}” is no day. Write it as year-month-day, such as 2026-05-03."
        return None, [Problem("status_on", message)]
