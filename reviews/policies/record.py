"""Who may read which events of an item. What is not listed here is shown to nobody."""

from dataclasses import dataclass
from typing import Any

EVERYBODY, SIGNED_IN, INSIDERS, EDITORS, AUTHORS = (
    "everybody", "signed_in", "insiders", "editors", "authors",
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """How an event is told: to whom, in which words, and whether its reason goes with it."""

    to: str
    words: str
    reason_to: str = ""


# "insiders" are the item's authors and all editors; "editors" are those who are no author of it.
TOLD: dict[str, Told] = {
    "create": Told(SIGNED_IN, "begun"),
    "submit": Told(EVERYBODY, "submitted"),
    "withdraw": Told(INSIDERS, "withdrawn", INSIDERS),
    "withdraw draft": Told(AUTHORS, "a draft was withdrawn"),
    "take": Told(EDITORS, "a reviewer took a seat"),
    "hand back": Told(EDITORS, "a reviewer handed a seat back"),
    "remind": Told(EDITORS, "an editor reminded the reviewers"),
    "extend": Told(EDITORS, "a reviewer asked for more time"),
    "recuse": Told(EDITORS, "a reviewer stepped back for good", EDITORS),
    "leave seat": Told(EDITORS, "a reviewer's time in a seat ended"),
    "assign": Told(EDITORS, "an editor assigned a seat"),
    "reassign": Told(EDITORS, "an editor gave a seat to another reviewer", EDITORS),
    "fewer_seats": Told(EDITORS, "an editor lowered the number of seats to one", EDITORS),
    "close": Told(INSIDERS, "the round closed"),
    "reconcile": Told(INSIDERS, "the reviewers reconciled"),
    "confirm": Told(EVERYBODY, "an editor confirmed what the reviewers agreed"),
    "contest": Told(INSIDERS, "an editor contested what the reviewers agreed", EDITORS),
    "decide": Told(EVERYBODY, "an editor decided"),
    "accept_as_corrected": Told(EVERYBODY, "accepted as corrected by its reviewers"),
    "revise": Told(SIGNED_IN, "a revision was begun", SIGNED_IN),
    "correct": Told(EVERYBODY, "corrected, and approved by an editor", EVERYBODY),
    "propose correction": Told(INSIDERS, "a correction was proposed"),
    "refuse correction": Told(INSIDERS, "a proposed correction was refused"),
    "supersede": Told(EVERYBODY, "superseded by its successor"),
    "hand over": Told(INSIDERS, "handed over to another curator", INSIDERS),
    "retire": Told(EVERYBODY, "retired", EVERYBODY),
    "restore": Told(SIGNED_IN, "a draft was begun from what was retired", SIGNED_IN),
    "merge": Told(EVERYBODY, "merged into another item", EVERYBODY),
    "raise flag": Told(SIGNED_IN, "a flag was raised"),
    "let report through": Told(SIGNED_IN, "a reader's report became a flag"),
    "settle flag": Told(SIGNED_IN, "a flag was settled"),
    "waive": Told(INSIDERS, "a blocker was waived", INSIDERS),
}


@dataclass(frozen=True)
class Reader:
    """What counts of somebody who reads a history."""

    is_signed_in: bool
    is_editor: bool
    is_author: bool

    def is_among(self, audience: str) -> bool:
        """Tell whether this reader belongs to `audience`."""
        return {
            EVERYBODY: True,
            SIGNED_IN: self.is_signed_in,
            INSIDERS: self.is_author or self.is_editor,
            EDITORS: self.is_editor and not self.is_author,
            AUTHORS: self.is_author,
            "": False,
        }[audience]


@dataclass(frozen=True)
class Line:
    """One event as a reader is told it. No person is named."""

    words: str
    version: int | None
    status: str
    reason: str


def told(verb: str, data: dict[str, Any], reader: Reader, visible: set[int]) -> Line | None:
    """Return how an event is told to `reader`, who may read the versions in `visible`, or None.

    What concerns a version that the reader may not read is not told at all.
    """
    rule = TOLD.get(verb)
    version = data.get("version")
    if rule is None or not reader.is_among(rule.to):
        return None
    if version is not None and version not in visible:
        return None
    reason = str(data.get("reason", "")) if reader.is_among(rule.reason_to) else ""
    return Line(rule.words, version, str(data.get("status", "")), reason)
