"""Reading the page *away until*."""

from datetime import date

from evidence.forms.claims import Posted, last
from ground.errors import Problem


def read_until(posted: Posted) -> tuple[date | None, list[Problem]]:
    """Return the day somebody is back, None for an empty field, and what is wrong with it."""
    text = last(posted, "until").strip()
    if not text:
        return None, []
    try:
        return date.fromisoformat(text), []
    except ValueError:
        message = "The day you are back: write it as year-month-day, such as 2027-05-03."
        return None, [Problem("until", message)]
