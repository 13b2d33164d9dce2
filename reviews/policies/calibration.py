"""The calibration set: who judges it, who may read its references, how far answers meet them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evidence.columns import SECTIONS
from evidence.models import Version
from evidence.policies.answers import LONGEST_TEXT, text_problem
from ground.errors import Problem
from reviews.models import CalibrationAnswer, CalibrationClaim
from reviews.workflow import SECTION_ANSWERS, VERDICTS

SET_SIZE = 5
# Sums are of whole fives of people, as they finished: no figure, and no difference between two,
# is of fewer.
FEWEST_PEOPLE = 5
_OPEN_TO_REVIEWERS = ("accepted", "superseded", "retired", "merged")
NOT_EDITOR = "Editors choose the calibration set, and you are not one here. Ask one of them."
NOT_CURRENT = "This claim was taken out of the set meanwhile."
OWN_CLAIM = "You chose or wrote this claim yourself, so you know its reference."
NOT_REVIEWER = (
    "The calibration set is for people who review, and you are not one here. An administrator "
    "appoints reviewers."
)


def why_not_choose(version: Version, *, is_own: bool, in_set: Collection[int]) -> str:
    """Say why an editor may not put `version` into the set; `in_set` are versions in it."""
    if version.pk in in_set:
        return "This version is in the calibration set already."
    if len(in_set) >= SET_SIZE:
        return f"The set holds {SET_SIZE} claims already. Take one out first."
    status = version.standing.status
    if status in _OPEN_TO_REVIEWERS or (status == "withdrawn" and is_own):
        return ""
    return (
        "Reviewers may not read this version, or it is still judged. Choose one that was accepted; "
        "to make one for the set, enter a claim, submit it and withdraw it yourself."
    )


def why_not_judge(*, is_reviewer: bool, is_own: bool) -> str:
    """Say why somebody does not judge a claim of the set; `is_own`: they chose or wrote it."""
    if not is_reviewer:
        return NOT_REVIEWER
    return OWN_CLAIM if is_own else ""


def may_read_reference(*, is_editor: bool, is_left: bool, has_answered: bool) -> bool:
    """Tell whether somebody may read a reference: who has to judge it only after their answer."""
    return has_answered or (is_editor and not is_left)


def when_asked(*, is_on: bool, size: int) -> str:
    """Say when this site asks for the set, which holds `size` claims now."""
    if not is_on:
        return "On this site the set is offered and not asked for."
    if size < SET_SIZE:
        return (
            f"Newcomers judge the set before their first paper once it holds {SET_SIZE} claims; "
            f"it holds {size} now, so it is offered and not asked for yet."
        )
    return "Whoever reviews here for the first time judges the set before their first paper."


def why_not_take(left: int) -> str:
    """Say why somebody who has `left` claims to judge may not take a paper yet."""
    if not left:
        return ""
    claims = "claim" if left == 1 else "claims"
    return (
        f"Whoever reviews here for the first time judges the calibration set before, and you have "
        f"{left} {claims} of it left. Judge them under “Calibration set”, then take the paper: it "
        "takes a few minutes, you see at once where you differ, and nobody else does."
    )


def why_not_give(left: int, person: str) -> str:
    """Say why an editor may not give a seat to `person`, who has `left` claims to judge."""
    if not left:
        return ""
    return (
        f"{person} reviews here for the first time and has not finished the calibration set, which "
        "comes before. Ask them to, or choose somebody else."
    )


def answer_problems(verdict: str, answers: Mapping[str, Any]) -> list[Problem]:
    """Return everything missing in somebody's answer, at once."""
    problems = _choice_problems(verdict, answers)
    for section in SECTIONS:
        reason = (answers.get(section.name) or {}).get("reason", "")
        if message := text_problem(f"{section.label}, why", reason, LONGEST_TEXT):
            problems.append(Problem(f"section-{section.name}", message))
    return problems


def reference_problems(
    verdict: str, explanation: str, reference: Mapping[str, Any]
) -> list[Problem]:
    """Return everything missing in an editor's reference, at once."""
    problems = _choice_problems(verdict, reference)
    texts = [("reason", "Why", explanation, True)]
    for section in SECTIONS:
        given = reference.get(section.name) or {}
        needs = given.get("answer") in ("disagree", "cannot_tell")
        text = str(given.get("explanation", ""))
        texts.append((f"section-{section.name}", section.label, text, needs))
    for field, label, text, is_needed in texts:
        message = text_problem(f"{label}, explanation", text, LONGEST_TEXT)
        if not message and is_needed and not text.strip():
            message = f"{label}: explain it in a sentence; reviewers read it after they answered."
        if message:
            problems.append(Problem(field, message))
    return problems


def _choice_problems(verdict: str, answers: Mapping[str, Any]) -> list[Problem]:
    problems = []
    if verdict not in VERDICTS:
        problems.append(Problem("verdict", "Recommendation: choose accept, revise or reject."))
    for section in SECTIONS:
        if (answers.get(section.name) or {}).get("answer") not in SECTION_ANSWERS:
            message = f"{section.label}: answer agree, disagree or cannot tell."
            problems.append(Problem(f"section-{section.name}", message, "required"))
    return problems


@dataclass(frozen=True)
class Met:
    """How often answers met the reference on one question."""

    label: str
    same: int
    given: int


def met_references(answered: Sequence[tuple[CalibrationClaim, CalibrationAnswer]]) -> list[Met]:
    """Return, for the recommendation and each section, how often answers met the reference."""
    given = len(answered)
    verdicts = sum(claim.verdict == said.verdict for claim, said in answered)
    rows = [Met("Recommendation", verdicts, given)]
    for section in SECTIONS:
        same = sum(
            claim.reference[section.name]["answer"] == said.answers[section.name]["answer"]
            for claim, said in answered
        )
        rows.append(Met(section.label, same, given))
    return rows
