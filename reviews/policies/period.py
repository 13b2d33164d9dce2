"""A span of whole days, in UTC, over which something is counted."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both in it; None is open."""

    first: date | None = None
    last: date | None = None

    @property
    def start(self) -> datetime | None:
        """The moment it begins."""
        return datetime.combine(self.first, time.min, UTC) if self.first else None

    @property
    def end(self) -> datetime | None:
        """The moment after it."""
        if self.last is None or self.last == date.max:
            return None
        return datetime.combine(self.last + timedelta(days=1), time.min, UTC)

    def words(self, today: date) -> str:
        """Return such as "from 1 March to 2 April 2026"; what is open ends `today`."""
        last = self.last or today
        if self.first is None:
            return f"until {_day(last)}"
        return f"from {_day(self.first)} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
