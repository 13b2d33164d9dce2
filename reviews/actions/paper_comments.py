"""Commenting on a paper and asking its authors for more. Nothing said is ever changed."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from evidence.models import Citation
from evidence.policies.answers import LONGEST_TEXT, text_problem
from ground import clock, events
from ground.errors import Denied, Invalid, Problem
from reviews.models import PaperComment, PaperCommentRetraction
from reviews.policies.papers import why_not_ask, why_not_speak
from reviews.queries.papers import asked_within_a_day, authors_of_paper, holds_open_seat

from .stepping_aside import locked_paper
from .telling import tell_authors

if TYPE_CHECKING:
    from accounts.models import Person

_DOUBLE_CLICK = timedelta(minutes=1)


@transaction.atomic
def comment_on_paper(*, citation: Citation, text: str, actor: "Person") -> PaperComment:
    """Say something to a paper, by name, for everybody who is signed in; return the comment.

    Sending the same again at once returns what is there. Raises Denied for whoever reviews a
    claim from it, Invalid where there is nothing to keep.
    """
    locked_paper(citation)
    if sentence := why_not_speak(holds_open_seat=holds_open_seat(actor, citation)):
        raise Denied(f"{sentence} Nothing was saved.")
    return _say(citation, "comment", text, actor)


@transaction.atomic
def ask_authors(*, citation: Citation, text: str, actor: "Person") -> PaperComment:
    """Ask the confirmed authors of a paper for more; they are told, and nobody else reads it.

    Raises Denied where no author takes part here and for whoever reviews a claim from the paper.
    """
    locked_paper(citation)
    authors = authors_of_paper(citation)
    if sentence := why_not_ask(
        holds_open_seat=holds_open_seat(actor, citation),
        authors=len(authors),
        is_author=actor.pk in authors,
        asked_today=asked_within_a_day(actor),
    ):
        raise Denied(f"{sentence} Nothing was sent.")
    question = _say(citation, "question", text, actor)
    tell_authors(question=question, authors=authors)
    return question


@transaction.atomic
def take_comment_back(*, comment: PaperComment, actor: "Person") -> PaperComment:
    """Take one's own words back: they are never shown again; that they were there is."""
    comment = PaperComment.objects.select_related("citation").get(pk=comment.pk)
    locked_paper(comment.citation)
    if comment.writer_id != actor.pk:
        raise Denied("Whoever wrote a comment takes it back. Nothing was changed.")
    if not PaperCommentRetraction.objects.filter(comment=comment).exists():
        PaperCommentRetraction.objects.create(comment=comment, made_at=clock.now())
        _record(comment, f"retract {comment.kind}", actor)
    return comment


def _say(citation: Citation, kind: str, text: str, actor: "Person") -> PaperComment:
    label = "Comment" if kind == "comment" else "Question"
    message = text_problem(label, text, LONGEST_TEXT)
    if not text.strip():
        message = f"{label}: it is empty. Write what you want to say."
    if message:
        raise Invalid(f"The {kind} was not sent. Your text is kept.", [Problem("text", message)])
    same = PaperComment.objects.filter(
        citation=citation, kind=kind, writer=actor, text=text.strip(), retraction=None,
        made_at__gt=clock.now() - _DOUBLE_CLICK,
    ).first()  # fmt: skip
    if same is not None:
        return same
    made = PaperComment.objects.create(
        citation=citation, kind=kind, writer=actor, text=text.strip(), made_at=clock.now()
    )
    _record(made, kind, actor)
    return made


def _record(comment: PaperComment, verb: str, actor: "Person") -> None:
    stream = f"citation:{comment.citation_id}"
    events.record(stream=stream, verb=verb, data={"comment": str(comment.pk)}, actor=actor)
