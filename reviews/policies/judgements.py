"""What a recommendation and a decision must say."""

from collections.abc import Sequence
from typing import Any

from evidence.columns import BY_NAME, SECTIONS
from evidence.policies.answers import LONGEST_TEXT, shape_problems, text_problem
from ground.errors import Problem
from reviews.enums import READ_LIST
from reviews.workflow import SECTION_ANSWERS, VERDICTS

READ_WHERE = "Where in the paper"
_LONGEST_CHOICE = 40
_LABELS = {section.name: section.label for section in SECTIONS}


def recommendation_problems(
    *,
    verdict: str,
    answers: dict[str, Any],
    suggestions: Sequence[dict[str, Any]],
    reason: str,
    has_read: str,
    read_where: str = "",
    confidence: int | None,
) -> list[Problem]:
    """Return everything missing or misshapen in a recommendation, at once."""
    problems = []
    if verdict not in VERDICTS:
        problems.append(Problem("verdict", "Recommendation: choose accept, revise or reject."))
    if has_read not in READ_LIST.values:
        problems.append(Problem("has_read", "What you read: say how much of the paper you read."))
    if message := text_problem(READ_WHERE, read_where, LONGEST_TEXT):
        problems.append(Problem("read_where", message))
    if confidence is not None and confidence not in range(1, 6):
        problems.append(Problem("confidence", "Confidence: a number from 1 to 5, or nothing."))
    for section in SECTIONS:
        problems += _section_problems(section.name, answers.get(section.name) or {})
    if unknown := set(answers) - set(_LABELS):
        problems.append(Problem("answers", f"“{sorted(unknown)[0][:60]}” is not a section."))
    disagrees = any(isinstance(a, dict) and a.get("answer") == "disagree" for a in answers.values())
    if verdict == "accept" and disagrees:
        message = "Recommendation: you disagree with a section, so recommend revise or reject."
        problems.append(Problem("verdict", message))
    if message := text_problem("Reason", reason, LONGEST_TEXT):
        problems.append(Problem("reason", message))
    elif verdict in ("revise", "reject") and not reason.strip():
        problems.append(Problem("reason", "Reason: say in a sentence why not accept.", "required"))
    return problems + _suggestion_problems(suggestions)


def note_problems(said: dict[str, Any]) -> list[Problem]:
    """Return what keeps an unfinished recommendation from being stored as a note."""
    problems = []
    for name, given in said["answers"].items():
        label = f"{_LABELS.get(name, 'Section')}, reason"
        if message := text_problem(label, given["reason"], LONGEST_TEXT):
            problems.append(Problem(f"section-{name}", message))
        problems += _line_problems("section", f"section-{name}", given["answer"])
    for name in ("verdict", "has_read"):
        problems += _line_problems(name, name, said[name])
    for name, label in (("reason", "Reason"), ("read_where", READ_WHERE)):
        if message := text_problem(label, said.get(name, ""), LONGEST_TEXT):
            problems.append(Problem(name, message))
    return problems + _suggestion_problems(said["suggestions"])


def _line_problems(what: str, field: str, value: str) -> list[Problem]:
    message = text_problem(what, value, _LONGEST_CHOICE)
    return [Problem(field, message)] if message else []


def _section_problems(name: str, given: Any) -> list[Problem]:
    label = _LABELS[name]
    if not isinstance(given, dict) or given.get("answer") not in SECTION_ANSWERS:
        message = f"{label}: answer agree, disagree or cannot tell."
        return [Problem(f"section-{name}", message, "required")]
    reason = given.get("reason", "")
    if not isinstance(reason, str):
        return [Problem(f"section-{name}", f"{label}: the reason is a text.")]
    if message := text_problem(f"{label}, reason", reason, LONGEST_TEXT):
        return [Problem(f"section-{name}", message)]
    if given["answer"] == "disagree" and not reason.strip():
        message = f"{label}: say in a sentence why you disagree."
        return [Problem(f"section-{name}", message, "required")]
    return []


def _suggestion_problems(suggestions: Sequence[dict[str, Any]]) -> list[Problem]:
    problems = []
    for suggestion in suggestions:
        column = BY_NAME.get(str(suggestion.get("column")))
        if column is None:
            problems.append(Problem("suggestions", "A suggestion names a field of the claim."))
        else:
            problems += shape_problems({column.name: suggestion.get("value", "")})
    return problems


def decision_problems(outcome: str, reasons: dict[str, str], disputed: list[str]) -> list[Problem]:
    """Return what is missing in a decision on a split round."""
    problems = []
    if outcome not in ("accepted", "returned", "rejected"):
        problems.append(Problem("outcome", "Decision: choose accept, return or reject."))
    for name in disputed or ["whole"]:
        label = _LABELS.get(name, "The whole")
        text = str(reasons.get(name, ""))
        message = text_problem(f"{label}, reason", text, LONGEST_TEXT)
        if not text.strip():
            message = f"{label}: say in a sentence why you decide so."
        if message:
            problems.append(Problem(f"reason-{name}", message, "required"))
    return problems
