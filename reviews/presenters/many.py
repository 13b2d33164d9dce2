"""Versions under review as rows an editor ticks."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from evidence.enums import OPEN_STATUSES, STATUSES
from evidence.models import Version

from .ages import age_words
from .queue import decide_href


@dataclass(frozen=True)
class TickRow:
    """A version, where it stands, and whether it is ticked. `agreed` is what confirming makes of
    it; `seats` is "" where they are not the reader's to know."""

    version: Version
    href: str
    age: str
    agreed: str
    seats: str
    flags: int
    is_ticked: bool


def tick_rows(
    versions: Iterable[Any], agreed: Mapping[int, str], ticked: Collection[int], now: datetime
) -> list[TickRow]:
    """Return one row a version; seats and flags are annotated on each."""
    return [
        TickRow(
            version=version,
            href=decide_href(version),
            age=age_words(version.submitted_at, now),
            agreed=agreed.get(version.pk, ""),
            seats=seat_words(version),
            flags=version.open_flags,
            is_ticked=version.pk in ticked,
        )
        for version in versions
    ]


def seat_words(version: Any) -> str:
    """Return how many seats somebody holds; "" on an own item or once the round is closed."""
    if version.is_own or version.standing.status != "in_review":
        return ""
    return f"{version.seats_taken} of {version.round.seats_wanted}"


def status_links(chosen: str) -> list[tuple[str, str, bool]]:
    """Return (words, address, is it chosen) of each narrowing by status."""
    links = [("All", "?", not chosen)]
    for status in OPEN_STATUSES:
        query = "?" + urlencode({"status": status})
        links.append((STATUSES.label_of(status).capitalize(), query, status == chosen))
    return links
