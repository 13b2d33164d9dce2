"""Who adds terms and who minds them, and what may become of one. Each answer is the sentence why
not; "" means yes."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from evidence.enums import OPEN_VOCABULARIES, VOCABULARIES
from ground.errors import Problem

from .answers import LONGEST_TEXT, text_problem

if TYPE_CHECKING:
    from accounts.models import Person
    from evidence.models import Term


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


def why_not_mind(roles: Collection[str]) -> str:
    """Return why somebody with these roles may not change terms, or ""."""
    if "editor" in roles:
        return ""
    return "Editors mind the vocabulary, and you are not one here. Nothing was changed."


def why_not_confirm(term: "Term") -> str:
    """Return why `term` cannot be confirmed, or ""."""
    if term.status == "obsolete":
        return (
            f"“{term.label}” is obsolete, and nothing was changed. Add a term of its own if the "
            "name is needed again."
        )
    return ""


def obsolete_problems(term: "Term", successor: "Term | None", reason: str) -> list[Problem]:
    """Return everything that keeps `term` from becoming obsolete in favour of `successor`."""
    problems = []
    if successor is not None and (message := _why_not_successor(term, successor)):
        problems.append(Problem("replaced_by", f"Replaced by: {message}"))
    message = text_problem("Reason", reason, LONGEST_TEXT)
    if not reason.strip():
        message = "Reason: say in a sentence why it is not used any more."
    if message:
        problems.append(Problem("reason", message, "required"))
    return problems


def _why_not_successor(term: "Term", successor: "Term") -> str:
    if successor.pk == term.pk:
        return "a term does not replace itself. Choose another."
    if successor.vocabulary != term.vocabulary:
        return f"“{successor.label}” is in another list. Choose a term of the same list."
    if successor.status == "obsolete":
        return f"“{successor.label}” is obsolete itself. Choose a term that is in use."
    return ""
