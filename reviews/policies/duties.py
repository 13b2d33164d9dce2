"""Who may do what, by the separation of duties. Each answer is the sentence why not; "" is yes.

The database keeps the same rules by triggers; these say them kindly and early.
"""

from dataclasses import dataclass

from evidence.enums import STATUSES
from reviews.workflow import ANYONE, AUTHOR, DECIDER, EDITOR, MOVES, SYSTEM


@dataclass(frozen=True)
class Footing:
    """Where a person stands towards one version: all that a policy needs to know of them."""

    roles: frozenset[str] = frozenset()
    is_author_of_item: bool = False
    holds_seat: bool = False
    held_seat: bool = False
    interest: str = ""
    authors_are_gone: bool = False

    @property
    def has_conflict(self) -> bool:
        """Has an interest in the paper that bars from judging."""
        return bool(self.interest)

    @property
    def is_editor(self) -> bool:
        """Is appointed editor."""
        return "editor" in self.roles


@dataclass(frozen=True)
class Answer:
    """Whether a move is open to a person: absent, refused with its sentence, or open."""

    shown: bool
    why_not: str = ""

    @property
    def is_open(self) -> bool:
        """May be made now."""
        return self.shown and not self.why_not


def interest_sentence(kind: str) -> str:
    """Say why somebody with this kind of interest in a paper judges no claim from it."""
    if kind == "authorship":
        return (
            "You are an author of this paper. Its authors may enter claims and comment; they "
            "judge none, and nobody may waive that."
        )
    return (
        "You have declared a conflict of interest with this paper. An editor who has none may "
        "waive it with a reason."
    )


def why_not_decide(footing: Footing) -> str:
    """Return why this person may not confirm or decide, or ""."""
    if not footing.is_editor:
        return "Editors decide, and you are not one here."
    if footing.is_author_of_item:
        return "You are an author of this item, and nobody decides their own item."
    if footing.holds_seat or footing.held_seat:
        return "You reviewed in this round, and whoever reviews does not decide."
    if footing.has_conflict:
        return interest_sentence(footing.interest)
    return ""


def why_not_review(footing: Footing) -> str:
    """Return why this person may not take a seat, or ""."""
    if "reviewer" not in footing.roles:
        return "Reviewers judge items, and you are not one here. Ask an administrator."
    if footing.is_author_of_item:
        return "You are an author of this item, and nobody reviews their own item."
    if footing.has_conflict:
        return interest_sentence(footing.interest)
    return ""


def why_not_remind(footing: Footing) -> str:
    """Return why this person may not remind the reviewers of a round, or ""."""
    if not footing.is_editor:
        return "Editors remind reviewers, and you are not one here."
    if footing.is_author_of_item:
        return "You are an author of this item, and authors know nothing of its seats."
    return ""


def why_not_by(move: str, status: str, footing: Footing) -> str:
    """Return why this person is not the one who makes `move`, or ""."""
    by = MOVES[move].by
    if DECIDER in by:
        return why_not_decide(footing)
    if ANYONE in by and status == "accepted" and footing.roles:
        return ""
    if AUTHOR in by and footing.is_author_of_item:
        return ""
    if EDITOR in by and footing.is_editor:
        return _why_not_as_editor(move, footing)
    return _WHO[move]


def _why_not_as_editor(move: str, footing: Footing) -> str:
    if move == "withdraw" and not footing.authors_are_gone:
        return "Its author withdraws a version; an editor only when no author is active any more."
    if move == "fewer_seats":
        # Whoever closes a round early must not know what was recommended in it.
        return why_not_decide(footing)
    if move == "contest" and footing.is_author_of_item:
        return "You are an author of this item, and authors do not contest what was agreed on it."
    return ""


_WHO = {
    "submit": "Only an author of the draft submits it.",
    "withdraw": "Only its author withdraws a version.",
    "fewer_seats": "Only an editor lowers the number of seats.",
    "contest": "Only an editor contests what reviewers agreed.",
    "revise": "Its author or an editor revises this version.",
    "correct": "Only people with a role propose corrections.",
    "hand_over": "Only an editor hands an item over to another curator.",
    "retire": "Only an editor retires accepted evidence.",
    "restore": "Only an editor restores what was retired.",
    "merge": "Only an editor merges items.",
}


def answer(move: str, status: str, footing: Footing) -> Answer:
    """Return whether `move` is shown to this person at `status`, and why it is refused.

    A move that does not start at `status`, that the system makes, or that could never be this
    person's kind of work is not shown; a near miss is shown with its reason.
    """
    row = MOVES[move]
    if status not in row.sources or row.by == (SYSTEM,):
        return Answer(shown=False)
    sentence = why_not_by(move, status, footing)
    is_kin = footing.is_editor or (AUTHOR in row.by and footing.is_author_of_item)
    return Answer(shown=not sentence or is_kin, why_not=sentence)


def why_not_from(move: str, status: str) -> str:
    """Return why `move` does not start where the version stands, or ""."""
    if status in MOVES[move].sources:
        return ""
    now = STATUSES.label_of(status)
    starts = " or ".join(STATUSES.label_of(source) for source in MOVES[move].sources)
    return (
        f"The version is {now} now; “{MOVES[move].title}” starts from {starts}. Somebody was "
        "faster, or the page is old. Nothing was changed; open the item to see where it stands."
    )
