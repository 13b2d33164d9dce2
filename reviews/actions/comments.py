"""Commenting: saying, taking back, resolving. Nothing said is ever changed."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models.functions import Lower

from accounts.models import Person
from evidence.models import Version
from evidence.policies.answers import LONGEST_TEXT, text_problem
from ground import clock, events
from ground.errors import Denied, Invalid, Missing, Problem
from reviews.actions.locking import locked_version
from reviews.actions.telling import tell_of_comment
from reviews.enums import COMMENT_SUBJECTS
from reviews.models import Comment, CommentAct
from reviews.policies.duties import Footing
from reviews.policies.talk import (
    MOST_MENTIONED,
    is_sealed,
    mentioned,
    only_editors_are_mentioned,
    signature,
    why_not_comment,
    why_not_retract,
    why_not_settle,
)
from reviews.queries.footing import footing_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

_NOT_SENT = "The comment was not sent."
_DOUBLE_CLICK = timedelta(minutes=1)


@transaction.atomic
def comment(
    *, version: Version, subject: str, text: str, thread: Comment | None = None, actor: Person
) -> Comment:
    """Comment on `version`, or answer in `thread`; return the comment.

    A reviewer's comment on a version that is not decided is sealed: nobody learns of it before
    the recommendations open. Whoever is mentioned, answered, or author of the item is told,
    where they may read it. Sending the same again at once returns what is there. Raises Denied,
    Missing or Invalid; nothing is kept then.
    """
    version = _readable(version, actor)
    status, footing = version.standing.status, footing_of(actor, version)
    if sentence := why_not_comment(footing, status):
        raise Denied(f"{sentence} {_NOT_SENT}")
    if thread is not None:
        _refuse_another(thread, version, actor)
        subject = thread.subject
    elif subject not in COMMENT_SUBJECTS.values:
        raise Invalid(_NOT_SENT, [Problem("subject", "Say what the comment is about.")])
    text = _said(text)
    sealed = is_sealed(footing, status, subject, thread)
    people = _mentioned(text, status, sealed=sealed, footing=footing)
    same = Comment.objects.filter(
        version=version, thread=thread, subject=subject, writer=actor, text=text,
        made_at__gt=clock.now() - _DOUBLE_CLICK,
    )  # fmt: skip
    if done := same.exclude(acts__act="retract").first():
        return done
    made = Comment.objects.create(
        version=version, item=version.item, thread=thread, subject=subject, writer=actor,
        signed_as=signature(footing, status), is_sealed=sealed, text=text, made_at=clock.now(),
    )  # fmt: skip
    _record(made, "comment", actor)
    tell_of_comment(comment=made, mentioned=people)
    return made


@transaction.atomic
def retract(*, comment: Comment, actor: Person) -> CommentAct:
    """Take one's own comment back: its text is never shown again; that it was there is."""
    _readable(comment.version, actor)
    if sentence := why_not_retract(comment, person=actor.pk):
        raise Denied(f"{sentence} Nothing was changed.")
    done = CommentAct.objects.filter(comment=comment, act="retract").first()
    return done or _act(comment, "retract", actor)


@transaction.atomic
def resolve(*, thread: Comment, actor: Person) -> CommentAct:
    """Mark a thread as resolved; anybody may still answer in it."""
    return _settle(thread, "resolve", actor)


@transaction.atomic
def reopen(*, thread: Comment, actor: Person) -> CommentAct:
    """Open a resolved thread again."""
    return _settle(thread, "reopen", actor)


def _settle(thread: Comment, act: str, actor: Person) -> CommentAct:
    version = _readable(thread.version, actor)
    footing = footing_of(actor, version)
    status = version.standing.status
    if sentence := why_not_settle(thread, footing, status, person=actor.pk):
        raise Denied(f"{sentence} Nothing was changed.")
    last = CommentAct.objects.filter(comment=thread, act__in=("resolve", "reopen")).last()
    if last is not None and last.act == act:
        return last
    return _act(thread, act, actor)


def _act(comment: Comment, act: str, actor: Person) -> CommentAct:
    done = CommentAct.objects.create(comment=comment, act=act, person=actor, made_at=clock.now())
    _record(comment, f"{act} comment", actor)
    return done


def _readable(version: Version, actor: Person) -> Version:
    """Lock the item, so that nobody takes a seat meanwhile; Missing where it is not readable."""
    version = locked_version(version)
    if not Version.objects.visible_to(actor).filter(pk=version.pk).exists():
        raise Missing(f"This version is not open to you any more. {_NOT_SENT}")
    return version


def _refuse_another(thread: Comment, version: Version, actor: Person) -> None:
    threads = Comment.objects.visible_to(actor).filter(thread=None, version=version)
    if not threads.filter(pk=thread.pk).exists():
        raise Missing(f"There is no such thread. {_NOT_SENT}")


def _said(text: str) -> str:
    message = text_problem("Comment", text, LONGEST_TEXT)
    if not text.strip():
        message = "Comment: it is empty. Write what you want to say."
    if message:
        raise Invalid(f"{_NOT_SENT} Your text is kept.", [Problem("text", message)])
    return text.strip()


def _mentioned(text: str, status: str, *, sealed: bool, footing: Footing) -> list[int]:
    """Return the numbers of those mentioned; raise Invalid where one may not be."""
    names = mentioned(text)
    if not names:
        return []
    problem = ""
    people: QuerySet[Person] = Person.objects.annotate(lower=Lower("username")).filter(
        lower__in=names, is_active=True
    )
    if only_editors_are_mentioned(status):
        people = people.filter(roles__contains=["editor"])
    found = {person.username.casefold(): person.pk for person in people}
    unknown = [f"@{name}" for name in names if name not in found]
    if sealed and (footing.holds_seat or footing.held_seat):
        problem = (
            "Nobody else may read this comment before the version is decided or you reconcile, "
            "so it can mention nobody. Leave the @ out."
        )
    elif len(names) > MOST_MENTIONED:
        problem = f"A comment mentions at most {MOST_MENTIONED} people; this one {len(names)}."
    elif unknown:
        problem = (
            f"{', '.join(unknown)}: nobody of that sign-in name can be mentioned here. Check the "
            "spelling, or leave the @ out."
        )
    if problem:
        raise Invalid(f"{_NOT_SENT} Your text is kept.", [Problem("text", problem, "mention")])
    return list(found.values())


def _record(comment: Comment, verb: str, actor: Person) -> None:
    kind = "sealed" if comment.is_sealed else "talk"
    stream = f"{kind}:{comment.version.item.accession}"
    events.record(stream=stream, verb=verb, data={"comment": str(comment.pk)}, actor=actor)
