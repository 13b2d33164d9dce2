"""Reading what people declare."""

from dataclasses import dataclass

from evidence.forms.claims import Posted, last
from evidence.forms.submission import read_interests
from ground.errors import Problem


@dataclass(frozen=True)
class ReadInterest:
    """What the page of a paper said: which interest, and for authorship which name.

    `place` is where the name stands in the list of authors, None for “not listed”.
    """

    kind: str
    detail: str
    place: int | None
    name: str
    person: str


def read_declaration(posted: Posted) -> tuple[str, list[Problem]]:
    """Return the yearly declaration, "none" or in words, and what is wrong with it."""
    interests, problems = read_interests(posted)
    if not interests and not problems:
        message = "Interests: choose “none”, or that there are some and what they are."
        problems = [Problem("interests", message, "required")]
    return interests, problems


def read_interest(posted: Posted) -> ReadInterest:
    """Return what `posted` says; nothing is judged here."""
    place = last(posted, "place")
    is_number = place.isascii() and place.isdigit() and len(place) < 6
    return ReadInterest(
        kind=last(posted, "kind"),
        detail=last(posted, "detail"),
        # A place that is none is nobody's, and refused as such.
        place=int(place) if is_number else None if place == "" else -1,
        name=last(posted, "name"),
        person=last(posted, "person"),
    )
