"""May this person publish, and is this a number? Each answer is the sentence why not; "" is yes."""

import re

from accounts.models import Person

NUMBER = re.compile(r"([0-9]{4})\.([1-9][0-9]{0,3})")
LONGEST_NOTE = 2_000


def why_not_publish(actor: Person) -> str:
    """Say why `actor` may not publish a release."""
    if not actor.is_active or not actor.is_editor:
        return "Editors publish releases, and you are not one here. Nothing was published."
    return ""


def why_not_withdraw(actor: Person) -> str:
    """Say why `actor` may not withdraw a release."""
    if not actor.is_active or not actor.is_editor:
        return "Editors withdraw releases, and you are not one here. Nothing was changed."
    return ""


def is_number(text: str) -> bool:
    """Tell whether `text` has the form of a release number, such as 2026.1."""
    return NUMBER.fullmatch(text) is not None


def number_problem(text: str) -> str:
    """Say what is wrong with the form of a release number."""
    if is_number(text):
        return ""
    return f"Number: “{text[:20]}” is no release number. Use the year and a count, such as 2026.1."


def next_number(year: int, used: list[str]) -> str:
    """Return the first number of `year` that comes after all `used` ones of that year."""
    counts = [int(count) for number in used for y, count in [number.split(".")] if int(y) == year]
    return f"{year}.{max(counts, default=0) + 1}"
