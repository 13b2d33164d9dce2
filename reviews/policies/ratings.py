"""Who rates a paper, who is shown what others said, and what many scores come to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from ground.errors import Problem
from reviews.enums import HIGHEST_SCORE, LOWEST_SCORE, RATING_QUESTIONS
from reviews.models import Interest, Rating

# Below this a median tells visitors of one or two people rather than of the paper.
FEWEST_RATINGS = 3
QUESTIONS = RATING_QUESTIONS.values
MAIN = QUESTIONS[0]

Scores = Mapping[str, int | None]


@dataclass(frozen=True)
class Summary:
    """What people answered to one question: how many, the median, and the middle half."""

    n: int
    median: float
    low: float
    high: float
    counts: tuple[int, ...]


def why_not_rate(interests: Iterable[Interest]) -> str:
    """Return why a person with these interests in a paper may not rate it, or ""."""
    if any(one.kind == "authorship" and one.bars for one in interests):
        return (
            "You are named as an author of this paper, so you do not rate it. Authors speak in "
            "an author's statement instead."
        )
    return ""


def rating_problems(scores: Scores) -> list[Problem]:
    """Return what is wrong with scores; only the main question has to be answered."""
    span = f"from {LOWEST_SCORE} to {HIGHEST_SCORE}"
    problems = []
    for choice in RATING_QUESTIONS.choices:
        score, label = scores.get(choice.value), choice.label.capitalize()
        if score is None and choice.value == MAIN:
            message = f"{label}: choose a number {span}. The other questions may stay open."
            problems.append(Problem(MAIN, message, "required"))
        elif score is not None and not LOWEST_SCORE <= score <= HIGHEST_SCORE:
            message = f"{label}: choose a number {span}, or leave the question open."
            problems.append(Problem(choice.value, message, "shape"))
    return problems


def why_hidden(*, is_signed_in: bool, may_rate: bool, has_rated: bool) -> str:
    """Return why a reader is not shown what others said, or "".

    Whoever could still rate reads no number that could lead theirs.
    """
    if is_signed_in and may_rate and not has_rated:
        return "You see what others said once you have rated this paper yourself."
    return ""


def summarised(ratings: Sequence[Rating], question: str, *, fewest: int) -> Summary | None:
    """Return what `ratings` say to a question; None where fewer than `fewest` answered it."""
    answers = sorted(score for one in ratings if (score := getattr(one, question)) is not None)
    if not answers or len(answers) < fewest:
        return None
    low, high = float(answers[0]), float(answers[-1])
    if len(answers) > 1:
        low, _, high = quantiles(answers, n=4, method="inclusive")
    scale = range(LOWEST_SCORE, HIGHEST_SCORE + 1)
    counts = tuple(answers.count(score) for score in scale)
    return Summary(len(answers), float(median(answers)), low, high, counts)
