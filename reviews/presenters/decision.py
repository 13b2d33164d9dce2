"""The decide page: two opinions side by side, section by section, and what may be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evidence.columns import SECTIONS
from evidence.enums import STATUSES
from evidence.presenters.claims import Shown, ShownSection
from evidence.presenters.study_card import ShownPart
from ground.errors import Problem
from reviews.policies.consensus import disputed_sections
from reviews.policies.duties import Answer, Footing, answer
from reviews.queries.judgements import Judged
from reviews.workflow import OUTCOME_OF

from .judgements import Opinion, SectionAnswer, Suggestion
from .versions import CARD_IS_JUDGED_WITH

OUTCOMES = (
    ("accepted", "accept", "counts as evidence and becomes public"),
    ("returned", "return", "back to its author, with the reasons"),
    ("rejected", "reject", "does not hold, with the reasons"),
)
_LABELS = {section.name: section.label for section in SECTIONS} | {"whole": "The whole"}


@dataclass(frozen=True)
class ComparedSection:
    """One section with what each reviewer answered; folded where they do not dispute it."""

    shown: ShownSection
    extras: Sequence[Shown]
    card: Sequence[ShownPart]
    answers: list[SectionAnswer]
    suggestions: list[Suggestion]
    disputed: bool

    @property
    def verdict_words(self) -> str:
        """What the folded line says."""
        said = {answer.label for answer in self.answers}
        return f"both {said.pop()}" if len(said) == 1 and len(self.answers) > 1 else "no dispute"


@dataclass(frozen=True)
class AskedReason:
    """A reason that deciding asks for, with what was typed and what was wrong with it."""

    name: str
    label: str
    text: str
    errors: list[str]


@dataclass(frozen=True)
class Moves:
    """What an editor may do with a round that has closed."""

    confirm: Answer
    contest: Answer
    decide: Answer
    accept_as_corrected: Answer
    fewer_seats: Answer


def moves_of(status: str, footing: Footing) -> Moves:
    """Return which of the deciding moves are open, refused with their sentence, or absent."""
    return Moves(*(answer(name, status, footing) for name in Moves.__dataclass_fields__))


def compared(
    shown: Sequence[ShownSection],
    extras: Mapping[str, Sequence[Shown]],
    opinions: Sequence[Opinion],
    *,
    card: Sequence[ShownPart] = (),
) -> list[ComparedSection]:
    """Return the seven sections with every reviewer's answers beside them.

    The study card stands with the source, with which it is judged.
    """
    disputed = set(disputed_sections([_Said(opinion) for opinion in opinions]))
    return [
        ComparedSection(
            shown=section,
            extras=extras.get(section.name, ()),
            card=card if section.name == CARD_IS_JUDGED_WITH else (),
            answers=[opinion.answers[section.name] for opinion in opinions],
            suggestions=[
                suggestion
                for opinion in opinions
                for suggestion in opinion.suggestions
                if suggestion.section == section.name
            ],
            disputed=section.name in disputed,
        )
        for section in shown
    ]


class _Said:
    """An opinion as consensus looks at it."""

    def __init__(self, opinion: Opinion) -> None:
        self.verdict = opinion.verdict
        self.answers = {name: {"answer": a.answer} for name, a in opinion.answers.items()}


def asked_reasons(
    judged: Sequence[Judged], typed: Mapping[str, str], problems: Sequence[Problem]
) -> list[AskedReason]:
    """Return the reasons a decision asks for: one a disputed section, or one for the whole."""
    names = disputed_sections([one.now for one in judged]) or ["whole"]
    return [
        AskedReason(
            name=name,
            label=_LABELS[name],
            text=typed.get(name, ""),
            errors=[p.message for p in problems if p.field == f"reason-{name}"],
        )
        for name in names
    ]


def agreed_outcome(judged: Sequence[Judged]) -> str:
    """Return what a confirmation would make of the version, or "" where they do not agree."""
    outcomes = {OUTCOME_OF[one.now.verdict] for one in judged}
    return outcomes.pop() if len(outcomes) == 1 else ""


@dataclass(frozen=True)
class GivenReason:
    """A decider's reason about a section, or about the whole."""

    label: str
    text: str


def given_reasons(reasons: Mapping[str, str]) -> list[GivenReason]:
    """Return a decision's reasons in the form's order."""
    return [GivenReason(_LABELS[name], reasons[name]) for name in _LABELS if name in reasons]


def status_words(status: str) -> str:
    """Return a status as people say it."""
    return STATUSES.label_of(status)
