"""Who may state something as an author of a paper, and who lets it stand."""

from collections.abc import Iterable

from reviews.models import Interest


def why_not_state(interests: Iterable[Interest]) -> str:
    """Return why a person with these interests in a paper may not state anything as its author."""
    if any(one.kind == "authorship" and one.confirmed for one in interests):
        return ""
    return (
        "An author's statement is for people whose authorship of this paper is confirmed, and "
        "yours is not. Ask an editor to confirm it."
    )


def why_not_answer(*, is_editor: bool, is_own: bool, is_author: bool) -> str:
    """Return why a person may not let an author's statement stand or turn it down."""
    if not is_editor:
        return "Editors let authors' statements stand, and you are not one here."
    if is_own or is_author:
        return "You are an author of this paper, so another editor answers its statements."
    return ""
