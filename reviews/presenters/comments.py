"""Threads in words: who speaks as what, what was taken back, what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import Person
from evidence.enums import OPEN_STATUSES
from evidence.models import Version
from reviews.enums import COMMENT_SUBJECTS
from reviews.models import Comment
from reviews.policies.duties import Footing
from reviews.policies.talk import why_not_retract, why_not_settle
from reviews.queries.comments import Spoken, Thread

from .letters import letters_for

EXCERPT = 140


def excerpt(text: str) -> str:
    """Return the beginning of `text` on one line."""
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else line[: EXCERPT - 1].rstrip() + "…"


def signed(comment: Comment, reader: Person, letter: str = "") -> str:
    """Return who speaks, as everybody may know: never the name of an author or a reviewer."""
    if comment.signed_as == "author":
        who = "the author of the item"
    elif comment.signed_as == "reviewer":
        who = f"reviewer {letter}" if letter else "a reviewer"
    else:
        who = str(comment.writer)
    if comment.writer_id != reader.pk:
        return who
    return "you" if comment.signed_as == "name" else f"you, as {who}"


@dataclass(frozen=True)
class ShownComment:
    """One comment as a page shows it; a retracted one has no text."""

    pk: str
    who: str
    handle: str
    at: datetime
    text: str
    retracted_at: datetime | None
    sealed_to: str
    can_retract: bool


@dataclass(frozen=True)
class ShownThread:
    """A thread as a page shows it."""

    pk: str
    version: Version
    subject: str
    comments: Sequence[ShownComment]
    resolved_at: datetime | None
    can_settle: bool


ONLY_YOU = "Only you can read this until the recommendations of this round open."
SEALED = "Open to those who may read the recommendations of this round, and to nobody else."


def shown_threads(
    threads: Sequence[Thread],
    *,
    reader: Person,
    footings: dict[int, Footing],
    reviewers: dict[int, set[int]],
) -> list[ShownThread]:
    """Return `threads` for `reader`; footings and reviewers are given for each version."""
    shown = []
    for thread in threads:
        version = thread.first.comment.version
        letters = letters_for(reviewers[version.pk], round_id=version.pk, reader=reader)
        spoken = [thread.first, *thread.answers]
        status = version.standing.status
        why_not = why_not_settle(
            thread.first.comment, footings[version.pk], status, person=reader.pk
        )
        shown.append(
            ShownThread(
                pk=str(thread.first.comment.pk),
                version=version,
                subject=COMMENT_SUBJECTS.label_of(thread.first.comment.subject),
                comments=[_shown(one, reader, letters) for one in spoken],
                resolved_at=thread.first.resolved.made_at if thread.first.resolved else None,
                can_settle=not why_not,
            )
        )
    return shown


def _shown(spoken: Spoken, reader: Person, letters: dict[int, str]) -> ShownComment:
    comment, taken_back = spoken.comment, spoken.retracted
    is_own = comment.writer_id == reader.pk
    status = comment.version.standing.status
    sealed = ONLY_YOU if status in ("in_review", "withdrawn") else SEALED
    is_open = status not in (*OPEN_STATUSES, "withdrawn")
    return ShownComment(
        pk=str(comment.pk),
        who=signed(comment, reader, letters.get(comment.writer_id, "")),
        handle=comment.writer.username if comment.signed_as == "name" and not is_own else "",
        at=comment.made_at,
        text="" if taken_back else comment.text,
        retracted_at=taken_back.made_at if taken_back else None,
        sealed_to=sealed if comment.is_sealed and not is_open else "",
        can_retract=not taken_back and not why_not_retract(comment, person=reader.pk),
    )


def who_reads(signature: str, reader: Person, *, sealed: bool) -> str:
    """Return how the next comment will be signed and who will read it, before it is written."""
    if signature == "name":
        return f"Signed {reader}. Everybody who may read this version reads it."
    if signature == "author":
        return (
            "Signed “the author of the item”: your name does not stand beside it. Everybody who "
            "may read this version reads it."
        )
    if not sealed:
        return "Signed as a reviewer, without your name."
    return (
        "You review this version: nobody learns of your comment before the recommendations open, "
        "and then it is signed A or B, without your name."
    )
