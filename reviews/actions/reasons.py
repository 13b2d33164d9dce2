"""Reasons that a move asks for."""

from evidence.policies.answers import LONGEST_TEXT, text_problem
from ground.errors import Invalid, Problem


def required_reason(reason: str, what: str, *, field: str = "reason", label: str = "Reason") -> str:
    """Return `reason` without outer spaces; raise Invalid where it is missing or cannot be kept.

    `what` says what did not happen, such as "The item was not retired."
    """
    message = text_problem(label, reason, LONGEST_TEXT)
    if not reason.strip():
        message = f"{label}: say in a sentence why. {what}"
    if message:
        raise Invalid(f"{what} Your text is kept.", [Problem(field, message, "required")])
    return reason.strip()
