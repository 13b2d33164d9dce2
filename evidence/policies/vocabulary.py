"""Who may add which terms. The answer is the sentence why not; "" means yes."""

from typing import TYPE_CHECKING

from evidence.enums import OPEN_VOCABULARIES, VOCABULARIES

if TYPE_CHECKING:
    from accounts.models import Person


def why_not_add_term(actor: "Person", vocabulary: str) -> str:
    """Return why `actor` may not add a term to `vocabulary`, or ""."""
    if actor.is_editor:
        return ""
    if not actor.is_curator:
        return (
            "Curators propose terms and editors add them, and you are neither here. Nothing was "
            "added."
        )
    if vocabulary not in OPEN_VOCABULARIES:
        return (
            f"The {VOCABULARIES.label_of(vocabulary)} list is closed: only editors add to it. "
            "Nothing was added. Ask one of them."
        )
    return ""
