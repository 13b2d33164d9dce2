"""Reading the last page before a claim is submitted."""

from ground.errors import Problem

from .claims import Posted, last

NONE, SOME = "none", "some"


def read_interests(posted: Posted) -> tuple[str, list[Problem]]:
    """Return the answer on conflicts of interest, "" where none was given, and what is wrong."""
    answer, words = last(posted, "has_interests"), last(posted, "interests").strip()
    if answer == NONE and words:
        message = (
            "Conflict of interest: “none” is chosen and one is described as well. Delete the "
            "description, or choose that you have one."
        )
        return "", [Problem("interests", message)]
    if answer == SOME and not words:
        message = "Conflict of interest: say in a few words what it is."
        return "", [Problem("interests", message, "required")]
    if answer == NONE:
        return NONE, []
    return words, []
