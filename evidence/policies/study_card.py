"""What an answer on a study card must look like."""

import re

from evidence.enums import UNKNOWNS
from evidence.study_card import BY_NAME, JUDGEMENT, JUDGEMENTS, LONG, Card, Question, judgement_of
from ground.errors import Problem

from .answers import LONGEST_LONG_TEXT, LONGEST_TEXT, line_problem, text_problem

_SHAPES = {
    "ev_track_id": (re.compile("EV[0-9]{6}"), "“EV” and six digits, such as EV190042"),
    "ev_metric_pct": (re.compile(r"100|[0-9]{1,2}(\.[0-9]{1,2})?"), "a number from 0 to 100"),
}


def card_problems(answers: Card) -> list[Problem]:
    """Return everything that keeps these answers from being a study card, at once."""
    problems = []
    for name, answer in answers.items():
        question = BY_NAME.get(name)
        if question is None:
            message = f"“{name[:80]}” is not a question of a study card."
            problems.append(Problem(name[:80], message))
        elif message := _problem(question, answer):
            problems.append(Problem(name, message))
    return problems


def _problem(question: Question, answer: object) -> str:
    if isinstance(answer, dict):
        known = set(answer) == {"unknown"} and answer["unknown"] in UNKNOWNS.values
        if not known:
            return f"{question.label}: this is none of the four unknowns."
    elif not isinstance(answer, str) or not answer:
        return f"{question.label}: a text is expected here; leave out what nobody looked at."
    if question.kind == JUDGEMENT:
        listed = judgement_of(answer) in JUDGEMENTS.values
        labels = ", ".join(choice.label for choice in JUDGEMENTS.choices)
        return "" if listed else f"{question.label}: choose one of {labels}."
    return _text_problem(question, answer) if isinstance(answer, str) else ""


def _text_problem(question: Question, answer: str) -> str:
    if question.kind == LONG:
        return text_problem(question.label, answer, LONGEST_LONG_TEXT)
    if message := line_problem(question.label, answer, LONGEST_TEXT):
        return message
    if question.name in _SHAPES:
        shape, words = _SHAPES[question.name]
        if not shape.fullmatch(answer.strip()):
            return f"{question.label}: “{answer[:60]}” is not {words}."
    return ""
