"""Every move of a version, in one table. Nothing else changes a status.

The table says from where to where a move leads, who makes it and what it asks. Actions look
their move up here; so do buttons, refusals and the generated documents.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Move:
    """One way in which a version's status changes."""

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    by: str
    asks: str

    def why_not_from(self, status: str, label: str) -> str:
        """Return why the move does not start at `status`, or ""."""
        if status in self.sources:
            return ""
        return f"This version is {label} now, and one cannot {self.name} it from there."


MOVES: dict[str, Move] = {
    move.name: move
    for move in (
        Move(
            "submit", ("draft",), ("in_review",), "author of the draft",
            "required fields; conflict-of-interest answer; not identical to another item; no "
            "other version of the item in review, agreed or split",
        ),
        Move(
            "withdraw", ("draft", "in_review"), ("withdrawn",), "author",
            "reason",
        ),
    )
}  # fmt: skip
