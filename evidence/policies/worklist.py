"""Who may move a paper on in the worklist, and who may know its reader."""

from typing import TYPE_CHECKING

from evidence.worklist import (
    CURATOR,
    EDITOR,
    FIRST,
    OTHER,
    READ,
    READER,
    REASONS,
    STATES,
    STEPS,
    Step,
)
from ground.errors import Problem

if TYPE_CHECKING:
    from accounts.models import Person
    from evidence.models import PaperStep

MOST_AT_ONCE = 200


def why_not_step(step: Step, last: "PaperStep | None", claims: int, actor: "Person") -> str:
    """Return why `actor` may not do `step` with a paper that stands at `last`, or "".

    `claims` is how many claims are made from the paper.
    """
    state = last.state if last else FIRST
    is_reader = last is not None and last.reader_id == actor.pk
    if sentence := _why_not_by(step, state, is_reader=is_reader, actor=actor):
        return sentence
    if state not in step.sources:
        wanted = " or ".join(f"“{STATES.label_of(source)}”" for source in step.sources)
        return (
            f"It stands at “{STATES.label_of(state)}” now; “{step.label}” needs {wanted}. "
            "Nothing was changed."
        )
    if step.without_claims is True and claims:
        number = "a claim is" if claims == 1 else f"{claims} claims are"
        return f"It cannot be “{step.label.lower()}”: {number} made from it. Nothing was changed."
    if step.without_claims is False and not claims:
        return (
            "No claim from it is here yet. Enter one, or say that it was read and nothing was "
            "found. Nothing was changed."
        )
    return ""


def _why_not_by(step: Step, state: str, *, is_reader: bool, actor: "Person") -> str:
    if EDITOR in step.by and actor.is_editor:
        return ""
    if EDITOR in step.by and len(step.by) == 1:
        return "Only editors assign papers, and you are not one here. Nothing was changed."
    if not actor.is_curator:
        return (
            "Only curators read papers for claims, and you are not one here. Ask an administrator "
            "to appoint you. Nothing was changed."
        )
    if state == "being_read" and not is_reader and step.sources != (FIRST,):
        return (
            "Somebody else is reading it. They hand it back, or an editor assigns it anew. "
            "Nothing was changed."
        )
    if CURATOR in step.by or READER in step.by:
        return ""
    return "This step is for editors. Nothing was changed."


def why_not_assign_to(person: "Person | None") -> str:
    """Return why papers may not be assigned to `person`, or ""."""
    if person is None or not person.is_active:
        return "Choose a curator whose account is open. Nothing was changed."
    if not person.is_curator:
        return f"{person} is no curator, and only curators enter claims. Nothing was changed."
    return ""


def step_problems(step: Step, *, reason: str, read: str, words: str) -> list[Problem]:
    """Return what is missing of what `step` asks."""
    problems = []
    if step.name == "leave_out":
        if reason not in REASONS.values:
            problems.append(Problem("reason", "Why: choose a reason."))
        if read not in READ.values:
            problems.append(Problem("read", "Read: say what you read before you decided."))
        if reason == OTHER and not words:
            problems.append(Problem("words", "In words: say which other reason it is."))
    if step.asks_words and not words:
        what = "what you looked for" if step.name == "find_nothing" else "why it is read again"
        problems.append(Problem("words", f"In words: say {what}."))
    return problems


def may_know_reader(person_id: int | None, step: "PaperStep", viewer: "Person") -> bool:
    """Tell whether `viewer` may know that `person_id` had to do with `step`.

    Who reads a paper will write its claims, and their author is hidden from everybody who could
    still review them. So: oneself; whoever assigned it; and editors who are no reviewers.
    """
    if viewer.pk in (person_id, step.by_id):
        return True
    return viewer.is_editor and not viewer.is_reviewer


def known_step(name: str) -> Step | None:
    """Return the step called `name`, or None."""
    return STEPS.get(name)
