"""What is said to a paper, and by whom its authors are found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from accounts.models import Person
from evidence.models import Citation
from reviews.models import Interest, PaperComment
from reviews.policies.papers import why_not_ask, why_not_speak
from reviews.queries.papers import (
    asked_within_a_day,
    authors_of_paper,
    holds_open_seat,
    profiles_of,
)


@dataclass(frozen=True)
class ShownPaperComment:
    """One comment or question as a page shows it; a retracted one has no text."""

    pk: str
    who: str
    is_question: bool
    at: datetime
    text: str
    retracted_at: datetime | None
    can_retract: bool


def shown_comments(comments: Iterable[PaperComment], reader: Person) -> list[ShownPaperComment]:
    """Return comments for `reader`, their own marked."""
    return [_shown(one, reader) for one in comments]


def _shown(comment: PaperComment, reader: Person) -> ShownPaperComment:
    retraction = getattr(comment, "retraction", None)
    is_own = comment.writer_id == reader.pk
    return ShownPaperComment(
        pk=str(comment.pk),
        who="you" if is_own else str(comment.writer),
        is_question=comment.kind == "question",
        at=comment.made_at,
        text="" if retraction else comment.text,
        retracted_at=retraction.made_at if retraction else None,
        can_retract=is_own and retraction is None,
    )


@dataclass(frozen=True)
class SayForm:
    """A form in which something is said: who reads it, what is typed, and why it may not be."""

    kind: str
    title: str
    label: str
    button: str
    who_reads: str
    text: str
    why_not: str


def asking(citation: Citation, reader: Person, typed: Mapping[str, str]) -> Sequence[SayForm]:
    """Return the two forms of the page: a comment, and a question to the authors."""
    holds, authors = holds_open_seat(reader, citation), authors_of_paper(citation)
    signed = f"Signed {reader}. "
    return (
        SayForm(
            "comment", "Comment on the paper", "Comment", "Comment",
            signed + "Everybody who is signed in reads it. What you think of one claim belongs "
            "into the talk about that claim; who entered or reviews one is nobody’s to say.",
            typed.get("comment", ""), why_not_speak(holds_open_seat=holds),
        ),
        SayForm(
            "question", "Ask the authors for more", "Question", "Ask them",
            signed + f"{_how_many(len(authors))} told, and nobody else reads it. They may answer "
            "in an author’s statement.",
            typed.get("question", ""),
            why_not_ask(
                holds_open_seat=holds, authors=len(authors), is_author=reader.pk in authors,
                asked_today=asked_within_a_day(reader),
            ),
        ),
    )  # fmt: skip


def _how_many(authors: int) -> str:
    if authors == 1:
        return "The author who takes part here is"
    return f"The {authors} authors who take part here are"


def author_rows(interests: list[Interest]) -> list[dict[str, str]]:
    """Return the confirmed authors of a paper, each with the profile they agreed to, if any."""
    profiles = profiles_of(interests)
    return [
        {
            "name": profile.name if (profile := profiles.get(one.person_id)) else one.person.name,
            "href": reverse("reviews:person", args=[profile.pk]) if profile else "",
            "orcid": one.person.verified_orcid,
            "by": "an editor" if one.confirmed_by_id else "ORCID",
        }
        for one in interests
    ]
