"""Telling people what concerns them: one line in the action that did it, ids only.

Who may know is asked twice: here, so that a row never betrays what is sealed, and again when it
is read or mailed (`reviews.presenters.notices`).
"""

from collections.abc import Iterable

from accounts.actions.notifying import notify
from evidence.models import CitationStatus, Version
from ground import clock
from reviews.models import Comment, Flag, Interest, PaperComment, Seat, Statement
from reviews.queries.concerned import (
    authors_of,
    curators_of_paper,
    deciders_of,
    editors,
    followers_of,
    in_thread,
    reviewers_of_round,
    who_may_read,
)

DECIDED = ("accepted", "returned", "rejected")
WAITS = ("agreed", "split")


def tell_of_move(*, version: Version, move: str, status: str, actor: int) -> None:
    """Tell those concerned that `version` stands at `status` by `move`; called where it is set.

    Decided: authors and reviewers. Closed: those too; and who could decide, unless the reviewers
    still reconcile (then `tell_deciders` is called when they are done).
    """
    if status in DECIDED and move != "correct":
        people = authors_of(version.item) | reviewers_of_round(version)
        notify(kind="decision", about="version", about_id=version.pk, people=people - {actor},
               occasion=status)  # fmt: skip
    elif status in WAITS:
        if move == "close":
            people = authors_of(version.item) | reviewers_of_round(version)
            notify(kind="round", about="version", about_id=version.pk, people=people)
        tell_deciders(version=version)


def tell_deciders(*, version: Version) -> None:
    """Tell whoever could decide that `version` waits for them, once for each time it does."""
    round_ = type(version.round).objects.get(pk=version.pk)
    if not round_.is_reconciling(clock.now()):
        notify(kind="decider", about="version", about_id=version.pk, people=deciders_of(version))


def tell_of_comment(*, comment: Comment, mentioned: Iterable[int]) -> None:
    """Tell those mentioned, those in the thread and the item's authors, where they may read it."""
    concerned = {*mentioned, *in_thread(comment), *authors_of(comment.item)}
    people = who_may_read(comment, concerned - {comment.writer_id})
    notify(kind="talk", about="comment", about_id=comment.pk, people=people)


def tell_authors(*, question: PaperComment, authors: set[int]) -> None:
    """Tell the confirmed authors of a paper that somebody asks them for more."""
    people = authors - {question.writer_id}
    notify(kind="talk", about="question", about_id=question.pk, people=people)


def tell_of_flag(*, flag: Flag) -> None:
    """Tell the item's authors of a flag, and editors of a report that waits for them."""
    people = editors() if flag.awaits_moderation else authors_of(flag.item)
    occasion = "report" if flag.awaits_moderation else ""
    notify(kind="flag", about="flag", about_id=flag.pk, people=people - {flag.raised_by_id or 0},
           occasion=occasion)  # fmt: skip


def tell_of_seat(*, seat: Seat) -> None:
    """Tell the holder of a seat that it was given to them."""
    if seat.holder_id is not None and seat.taken_at is not None:
        notify(kind="assigned", about="seat", about_id=seat.pk, people=[seat.holder_id],
               occasion=seat.taken_at.isoformat())  # fmt: skip


def remind_of_lease(*, seat: Seat) -> None:
    """Tell the holder that the time of their seat ends, or is over: once each for every lease."""
    if seat.holder_id is not None and seat.lease_until is not None:
        over = "over " if seat.lease_until <= clock.now() else ""
        notify(kind="lease", about="seat", about_id=seat.pk, people=[seat.holder_id],
               occasion=f"{over}{seat.lease_until:%Y-%m-%dT%H:%M:%S}")  # fmt: skip


def remind_for_editor(*, seat: Seat, occasion: str) -> None:
    """Tell the holder of a seat that an editor asks for their review."""
    if seat.holder_id is not None:
        notify(kind="lease", about="seat", about_id=seat.pk, people=[seat.holder_id],
               occasion=f"asked {occasion}")  # fmt: skip


def tell_of_statement(*, statement: Statement) -> None:
    """Tell editors that an author's statement waits for one of them."""
    people = editors() - {statement.person_id}
    notify(kind="interest", about="statement", about_id=statement.pk, people=people)


def tell_of_claim(*, claim: Interest) -> None:
    """Tell editors that a claim of authorship waits for one of them."""
    people = editors() - {claim.person_id}
    notify(kind="interest", about="authorship", about_id=claim.pk, people=people)


def tell_of_status(*, noted: CitationStatus) -> None:
    """Tell whoever entered a claim from a publication, editors and followers what became of it."""
    people = curators_of_paper(noted.citation) | editors() | followers_of(noted.citation)
    people -= {noted.noted_by_id}
    notify(kind="withdrawn", about="status", about_id=noted.pk, people=people)
