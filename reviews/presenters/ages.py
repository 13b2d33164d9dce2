"""Spans of time in words."""

from datetime import date, datetime, timedelta


def age_words(since: datetime, now: datetime) -> str:
    """Return how long ago `since` was, in its largest whole unit: "3 days", "5 hours"."""
    return _largest(now - since)


def left_words(until: datetime, now: datetime) -> str:
    """Return how much time is left, or that it is over."""
    if until <= now:
        return "time is over"
    left = until - now
    # A day that has begun still counts: seven days are called seven on the first of them.
    return f"{_largest(left + timedelta(days=1) if left > timedelta(days=1) else left)} left"


def day_words(day: date | datetime) -> str:
    """Return a day in words, such as 3 May 2026."""
    return f"{day.day} {day:%B %Y}"


def due_words(until: datetime, now: datetime) -> str:
    """Return by when something is due, and how much time that leaves."""
    if until <= now:
        return f"was due {until.day} {until:%B}: time is over"
    return f"due {until.day} {until:%B}, {left_words(until, now)}"


def _largest(span: timedelta) -> str:
    minutes = max(int(span.total_seconds()) // 60, 0)
    for size, unit in ((1440, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size:
            count = minutes // size
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return "less than a minute"
