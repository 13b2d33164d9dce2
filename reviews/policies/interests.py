"""Declaring interests, claiming authorship, and who may say a word on them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from accounts.orcid import normal_orcid
from evidence.policies.answers import LONGEST_TEXT, text_problem
from ground.errors import Problem

from .submission import NO_INTERESTS

DECLARED_FOR = timedelta(days=365)


def undeclared_sentence(declared_at: datetime | None, at: datetime) -> str:
    """Return why nobody goes on without a declaration of the last year, or ""."""
    if declared_at is None:
        return (
            "You have not declared your interests yet, which is asked once a year. Open “My "
            "interests”, say what there is or that there is none, and do this again."
        )
    if declared_at + DECLARED_FOR <= at:
        ran_out = declared_at + DECLARED_FOR
        return (
            f"Your yearly declaration of interests ran out on {ran_out.day} {ran_out:%B %Y}. Open "
            "“My interests”, declare anew, and do this again."
        )
    return ""


def declaration_problems(interests: str, field: str = "interests") -> list[Problem]:
    """Return what keeps an answer on one's interests from being kept."""
    if not interests.strip():
        message = f"Interests: say what there is, or “{NO_INTERESTS}”."
        return [Problem(field, message, "required")]
    message = text_problem("Interests", interests, LONGEST_TEXT)
    return [Problem(field, message)] if message else []


def why_not_settle(*, is_editor: bool, is_own: bool, bars: bool, wrote_open: bool) -> str:
    """Return why an editor may not confirm, refuse or waive an interest in a paper, or "".

    `bars`: the editor has an interest in the paper; `wrote_open`: they are an author of an item
    from it that is under review, and would choose who judges it.
    """
    if not is_editor:
        return "Editors settle interests, and you are not one here."
    if is_own:
        return "This is your own interest; another editor says a word on it."
    if bars:
        return "You have an interest in this paper yourself; an editor who has none settles this."
    if wrote_open:
        return (
            "You are an author of an item from this paper that is under review; an editor who is "
            "not settles this."
        )
    return ""


def names_of(csl: dict[str, Any]) -> list[str]:
    """Return the authors of a paper as its list names them, in order."""
    authors: Sequence[dict[str, Any]] = csl.get("author") or ()
    return [_name(author) for author in authors]


def _name(author: dict[str, Any]) -> str:
    parts = (author.get("given"), author.get("family"), author.get("suffix"))
    return " ".join(str(part) for part in parts if part) or str(author.get("literal", ""))


def orcid_at(csl: dict[str, Any], place: int) -> str:
    """Return the ORCID iD that the paper gives its author at `place`, or ""."""
    authors: Sequence[dict[str, Any]] = csl.get("author") or ()
    return normal_orcid(str(authors[place].get("ORCID", ""))) if place < len(authors) else ""


def place_of(csl: dict[str, Any], orcid: str) -> int | None:
    """Return where the list of authors holds somebody with this ORCID iD, or None."""
    places = range(len(csl.get("author") or ()))
    return next((place for place in places if orcid and orcid_at(csl, place) == orcid), None)
