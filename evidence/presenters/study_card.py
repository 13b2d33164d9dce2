"""Study cards as pages show and ask them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evidence.content import unknown_of
from evidence.enums import UNKNOWNS
from evidence.study_card import (
    JUDGEMENT,
    JUDGEMENTS,
    PARTS,
    QUESTIONS,
    Card,
    Part,
    Question,
    answered,
    judgement_of,
)
from ground.errors import Problem

from .claims import Shown
from .fields import Field


@dataclass(frozen=True)
class ShownPart:
    """Questions that belong together: what is answered, and what nobody looked at."""

    part: Part
    answers: list[Shown]
    unopened: list[str]


@dataclass(frozen=True)
class FormPart:
    """The fields of questions that belong together."""

    part: Part
    fields: list[Field]


def card_facts(answers: Mapping[str, Any]) -> list[Shown]:
    """Return every answer of a study card; what nobody looked at, or asked then, is a gap.

    Names that are not asked any more come last.
    """
    asked = {question.name for question in QUESTIONS}
    shown = [_fact(question.label, answers.get(question.name)) for question in QUESTIONS]
    others = [name for name in answers if name not in asked]
    return shown + [_fact(name.replace("_", " "), answers[name]) for name in others]


def card_parts(answers: Mapping[str, Any]) -> list[ShownPart]:
    """Return a study card part by part; gaps are named in one line each."""
    facts = dict(zip((q.name for q in QUESTIONS), card_facts(answers), strict=False))
    return [
        ShownPart(
            part,
            [facts[name] for name in names if facts[name].unknown != "not_checked"],
            [facts[name].label for name in names if facts[name].unknown == "not_checked"],
        )
        for part in PARTS
        if (names := [question.name for question in QUESTIONS if question.part == part.name])
    ]


def _fact(label: str, answer: Any) -> Shown:
    if isinstance(answer, list):
        names = [str(a.get("name", "")) if isinstance(a, dict) else str(a) for a in answer]
        return Shown(label, text=", ".join(names), unknown="" if names else "not_checked")
    if isinstance(answer, dict) or not answer:
        return Shown(label, unknown=unknown_of(answer))
    return Shown(label, text=str(answer))


def card_words(answers: Mapping[str, Any]) -> str:
    """Say how much of a study card is answered."""
    return f"{answered(dict(answers))} of {len(QUESTIONS)} answered"


def card_form(
    answers: Card, problems: Sequence[Problem] = (), stored: Card | None = None
) -> list[FormPart]:
    """Return the form holding `answers`; `stored` is what somebody else saved meanwhile."""
    return [FormPart(part, list(_fields(part, answers, problems, stored))) for part in PARTS]


def _fields(
    part: Part, answers: Card, problems: Sequence[Problem], stored: Card | None
) -> Iterator[Field]:
    for question in QUESTIONS:
        if question.part == part.name:
            answer = answers.get(question.name)
            yield Field(
                name=question.name,
                id=question.name,
                label=question.label,
                need="shown",
                hint=question.hint,
                example=question.example,
                kind=question.kind,
                errors=[p.message for p in problems if p.field == question.name],
                notices=_meanwhile(question, answer, stored),
                value=answer if isinstance(answer, str) else "",
                choices=_choices(answer) if question.kind == JUDGEMENT else (),
                unknowns=() if question.kind == JUDGEMENT else _unknowns(answer),
            )


def _choices(answer: Any) -> list[tuple[str, str, bool]]:
    chosen = judgement_of(answer)
    order = ("not_checked", "yes", "no", "unclear", "not_applicable")
    return [(value, JUDGEMENTS.label_of(value), value == chosen) for value in order]


def _unknowns(answer: Any) -> list[tuple[str, str, bool]]:
    kind = unknown_of(answer) if isinstance(answer, dict) else ""
    options = [(c.value, c.label, c.value == kind) for c in UNKNOWNS.choices]
    return [("", "no answer, because …", not kind), *options]


def _meanwhile(question: Question, answer: Any, stored: Card | None) -> list[str]:
    if stored is None or stored.get(question.name) == answer:
        return []
    now = _fact(question.label, stored.get(question.name))
    return [f"Saved meanwhile: {now.text or UNKNOWNS.label_of(now.unknown)}."]
