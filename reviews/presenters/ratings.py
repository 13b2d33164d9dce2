"""Ratings in words and numbers, as far as the reader is shown them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accounts.models import Person
from evidence.models import Citation
from ground.errors import Problem
from reviews.enums import HIGHEST_SCORE, LOWEST_SCORE, RATING_QUESTIONS, SCORES
from reviews.models import Interest, Rating
from reviews.policies.ratings import (
    FEWEST_RATINGS,
    MAIN,
    Scores,
    Summary,
    summarised,
    why_hidden,
    why_not_rate,
)
from reviews.queries.ratings import counted_ratings, own_rating

SCALE = f"{LOWEST_SCORE} is “{SCORES.label_of('1')}”, {HIGHEST_SCORE} is “{SCORES.label_of('5')}”"


@dataclass(frozen=True)
class RatedQuestion:
    """One question: what others said of it, or that too few did; and the reader's own score."""

    name: str
    label: str
    asks: str
    summary: Summary | None
    own: int | None


@dataclass(frozen=True)
class ShownRating:
    """The rating of a paper as one reader is shown it."""

    questions: Sequence[RatedQuestion]
    hidden: str
    why_not: str
    has_rated: bool
    scale: str = SCALE
    fewest: int = FEWEST_RATINGS

    @property
    def is_enough(self) -> bool:
        """Has at least one question that enough people answered."""
        return any(question.summary for question in self.questions)


def shown_rating(
    citation: Citation, reader: Person | None, interests: Sequence[Interest]
) -> ShownRating:
    """Return the rating of a paper for `reader`: all of it after their own, else from three on.

    `interests` are the reader's in this paper.
    """
    own = own_rating(citation, reader) if reader else None
    why_not = why_not_rate(interests)
    has_rated = own is not None and not why_not
    hidden = why_hidden(is_signed_in=bool(reader), may_rate=not why_not, has_rated=has_rated)
    ratings = [] if hidden else counted_ratings(citation)
    fewest = 1 if has_rated else FEWEST_RATINGS
    return ShownRating(
        questions=[
            RatedQuestion(
                name=choice.value,
                label=choice.label.capitalize(),
                asks=choice.meaning,
                summary=summarised(ratings, choice.value, fewest=fewest),
                own=getattr(own, choice.value) if own and has_rated else None,
            )
            for choice in RATING_QUESTIONS.choices
        ],
        hidden=hidden,
        why_not=why_not,
        has_rated=has_rated,
    )


@dataclass(frozen=True)
class AskedQuestion:
    """One question of the form with its scale, what is chosen, and what is wrong with it."""

    name: str
    label: str
    asks: str
    is_main: bool
    options: Sequence[tuple[str, str, bool]]
    errors: Sequence[str]


def asked_questions(chosen: Mapping[str, str], problems: Sequence[Problem]) -> list[AskedQuestion]:
    """Return the questions of the form holding what was `chosen`."""
    return [
        AskedQuestion(
            name=choice.value,
            label=choice.label.capitalize(),
            asks=choice.meaning,
            is_main=choice.value == MAIN,
            options=[
                (score.value, score.label, score.value == chosen.get(choice.value))
                for score in SCORES.choices
            ],
            errors=[p.message for p in problems if p.field == choice.value],
        )
        for choice in RATING_QUESTIONS.choices
    ]


def as_chosen(rating: Rating | None) -> dict[str, str]:
    """Return the scores of a rating as the form holds them."""
    if rating is None:
        return {}
    return {name: str(getattr(rating, name) or "") for name in RATING_QUESTIONS.values}


def as_scores(chosen: Mapping[str, str]) -> Scores:
    """Return what a form holds as scores: 0 where something is chosen that is no number."""
    return {
        name: (int(text) if text.isascii() and text.isdecimal() and len(text) < 3 else 0)
        if text
        else None
        for name, text in chosen.items()
    }
