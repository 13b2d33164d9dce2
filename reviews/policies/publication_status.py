"""May this person say what became of a publication, and does it fit? "" is yes."""

from datetime import date

from accounts.models import Person
from evidence.enums import GRAVITY, PUBLICATION_STATUSES, SERIOUS
from evidence.models import Citation
from evidence.policies.answers import LONGEST_TEXT, line_problem, text_problem
from ground.errors import Problem

LONGEST_SOURCE = 400
EARLIEST = date(1800, 1, 1)


def why_not_change(actor: Person) -> str:
    """Say why `actor` may not note the status of a publication."""
    if not actor.is_active or not actor.is_editor:
        return (
            "Editors note retractions and corrections of papers, and you are not one here. Nothing "
            "was changed. Report the claim, and an editor looks at it."
        )
    return ""


def status_problems(
    *, status: str, status_on: date | None, source: str, reason: str, today: date
) -> list[Problem]:
    """Return everything that is wrong with a status, its date, its source and the reason."""
    problems = []
    if status not in GRAVITY:
        known = ", ".join(PUBLICATION_STATUSES.label_of(value) for value in GRAVITY)
        problems.append(Problem("status", f"Status: choose one of {known}."))
    if status_on and not EARLIEST <= status_on <= today:
        message = (
            f"Date: {status_on} lies in the future or before 1800. Write the day of the notice."
        )
        problems.append(Problem("status_on", message))
    if message := line_problem("Source", source, LONGEST_SOURCE) or _missing_source(source):
        problems.append(Problem("source", message))
    if message := text_problem("Reason", reason, LONGEST_TEXT):
        problems.append(Problem("reason", message))
    return problems


def _missing_source(source: str) -> str:
    if source.strip():
        return ""
    return "Source: say where it stands, such as the address of the notice."


def is_said_already(citation: Citation, status: str, on: date | None, source: str) -> bool:
    """Tell whether the citation says exactly this now."""
    return (citation.status, citation.status_on, citation.status_source) == (status, on, source)


def gravity(status: str) -> int:
    """Return how grave a status is; -1 where nobody has looked."""
    return GRAVITY.index(status) if status in GRAVITY else -1


def is_worth_telling(before: str, status: str) -> bool:
    """Tell whether people want to know: something grave has happened, or is over."""
    return before != status and bool({before, status} & set(SERIOUS))
