"""Who may comment, how it is signed, what is sealed. A "why not" is a sentence; "" is yes."""

import re

from evidence.enums import OPEN_STATUSES
from evidence.models.versions import SIGNED_IN_READ
from reviews.models import Comment
from reviews.policies.duties import Footing

CLOSED_UNDECIDED = ("agreed", "split")
MOST_MENTIONED = 10
# A sign-in name after an @ that begins a word; a full stop or hyphen at its end belongs to the
# sentence.
_MENTION = re.compile(r"(?<![\w@])@([\w.@+-]*\w)")


def why_not_comment(footing: Footing, status: str) -> str:
    """Return why this person may not comment on a version that stands at `status`."""
    if footing.roles or footing.is_author_of_item or status == "accepted":
        return ""
    return (
        "Without a role here you comment on accepted evidence, and this version is not accepted. "
        "Ask an administrator for a role."
    )


def speaks_as_reviewer(footing: Footing, status: str) -> bool:
    """Tell whether this person's words belong to a reviewer of the version."""
    return footing.held_seat or (footing.holds_seat and status in OPEN_STATUSES)


def signature(footing: Footing, status: str) -> str:
    """Return how a comment is signed."""
    if footing.is_author_of_item:
        return "author"
    return "reviewer" if speaks_as_reviewer(footing, status) else "name"


def is_sealed(footing: Footing, status: str, subject: str, thread: Comment | None) -> bool:
    """Tell whether a comment opens only together with the recommendations of its round.

    A reviewer's words until the version is decided, whatever they are about; and what is said
    about a closed round, or in answer to what is sealed, until then.
    """
    if status not in (*OPEN_STATUSES, "withdrawn"):
        return False
    if speaks_as_reviewer(footing, status) or (thread is not None and thread.is_sealed):
        return True
    return subject == "round" and status in CLOSED_UNDECIDED


def why_not_retract(comment: Comment, *, person: int) -> str:
    """Return why this person may not take a comment back."""
    return "" if comment.writer_id == person else "Whoever wrote a comment takes it back."


def why_not_settle(thread: Comment, footing: Footing, status: str, *, person: int) -> str:
    """Return why this person may not resolve a thread or open it again."""
    if thread.thread_id is not None:
        return "A thread is resolved at its first comment."
    if speaks_as_reviewer(footing, status) and status in OPEN_STATUSES and not thread.is_sealed:
        return (
            "You review this version, and until it is decided nobody else is to notice what you "
            "do here. Resolve the thread after the decision."
        )
    if thread.writer_id == person or footing.is_author_of_item or footing.is_editor:
        return ""
    return "Whoever began a thread, an author of the item or an editor resolves it."


def mentioned(text: str) -> list[str]:
    """Return the sign-in names after an @ in `text`, each once, in any case."""
    return list(dict.fromkeys(name.casefold() for name in _MENTION.findall(text)))


def only_editors_are_mentioned(status: str) -> bool:
    """Tell whether roles alone open a version only to editors.

    Who else may read it is an author or a reviewer of it, and a mention must not find them out.
    """
    return status not in SIGNED_IN_READ
