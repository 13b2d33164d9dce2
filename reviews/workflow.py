"""Every move of a version, in one table. Nothing else changes a status.

The table says from where to where a move leads, who makes it, what it asks and which event it
leaves. Actions look their move up here; so do buttons, refusals and the generated documents.
"""

from dataclasses import dataclass

AUTHOR, EDITOR, DECIDER, SYSTEM, ANYONE = "author", "editor", "decider", "system", "anyone"


@dataclass(frozen=True)
class Move:
    """One way in which a version's status changes.

    `by` says who makes it: the version's author, an editor, a decider (an editor who is no
    author of any version of the item, holds no seat in the round and has no conflict of
    interest), anyone with a role, or the system itself.
    """

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    by: tuple[str, ...]
    asks: str
    label: str = ""

    @property
    def title(self) -> str:
        """The words on its button."""
        return self.label or self.name.replace("_", " ").capitalize()


MOVES: dict[str, Move] = {
    move.name: move
    for move in (
        Move("submit", ("draft",), ("in_review",), (AUTHOR,),
             "required fields; conflict-of-interest answer; not identical to another item; no "
             "other version of the item in review, agreed or split; based on the current accepted "
             "version, else merged with it"),
        Move("withdraw", ("draft", "in_review", "agreed", "split"), ("withdrawn",),
             (AUTHOR, EDITOR),
             "reason; an editor only when no author is active any more; recommendations stay "
             "sealed for ever and count in no statistic"),
        Move("fewer_seats", ("in_review",), ("in_review", "agreed", "split"), (EDITOR,),
             "reason; at least one recommendation delivered; printed in the release"),
        Move("close", ("in_review",), ("agreed", "split"), (SYSTEM,),
             "all seats delivered; agreed: the same recommendation and no section with both agree "
             "and disagree"),
        Move("reconcile", ("split",), ("agreed", "split"), (SYSTEM,),
             "for up to 7 days the reviewers see each other's reasons and may change theirs; the "
             "first ones stay and alone feed agreement"),
        Move("confirm", ("agreed",), ("accepted", "returned", "rejected"), (DECIDER,),
             "to what was agreed; if accepted, no blocker"),
        Move("contest", ("agreed",), ("split",), (EDITOR,), "reason; not by an author"),
        Move("decide", ("split",), ("accepted", "returned", "rejected"), (DECIDER,),
             "decision and reason per disputed section, or for the whole where none is disputed; "
             "if accepted, no blocker"),
        Move("accept_as_corrected", ("agreed", "split"), ("accepted",), (DECIDER,),
             "exactly values that reviewers suggested, as the next version; the author may object "
             "for 7 days; no blocker"),
        Move("revise", ("returned", "rejected", "withdrawn", "accepted"), ("draft",),
             (AUTHOR, EDITOR, ANYONE),
             "reason where accepted, and then anyone with a role; who drafts becomes an author"),
        Move("correct", ("accepted",), ("accepted",), (ANYONE,),
             "as the next version, by a proposer and an editor who is another person; only where "
             "in the paper, quote, notes, as-reported spelling, citation identifiers"),
        Move("hand_over", ("draft", "returned"), ("draft", "returned"), (EDITOR,),
             "another curator goes on; both count as authors of the item"),
        Move("supersede", ("accepted",), ("superseded",), (SYSTEM,), "its successor was accepted"),
        Move("retire", ("accepted",), ("retired",), (EDITOR,),
             "reason; no open round; the accession stays and says why"),
        Move("restore", ("retired",), ("draft",), (EDITOR,), "reason; no open round"),
        Move("merge", ("accepted",), ("merged",), (EDITOR,),
             "the surviving item; no open round; the old accession redirects for ever"),
    )
}  # fmt: skip

SECTION_ANSWERS = ("agree", "disagree", "cannot_tell")
VERDICTS = ("accept", "revise", "reject")
# What an agreed recommendation becomes when a decider confirms it.
OUTCOME_OF = {"accept": "accepted", "revise": "returned", "reject": "rejected"}

LEASE_DAYS = 7
RECONCILING_DAYS = 7
OBJECTING_DAYS = 7
MOST_TAKEN_AT_ONCE = 10
