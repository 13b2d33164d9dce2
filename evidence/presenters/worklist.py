"""The worklist of papers in words: where each stands, since when, and what can be done."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import Person
from evidence.models import Citation, PaperStep
from evidence.policies.worklist import may_know_reader, why_not_step
from evidence.worklist import FIRST, READ, STATES, STEPS, reason_words

Asked = dict[str, tuple[str, ...]]
ICONS = {
    "to_read": "info",
    "being_read": "person",
    "done": "good",
    "nothing_found": "good",
    "out_of_scope": "bad",
}


def state_tabs(counts: dict[str, int], asked: Asked) -> list[dict[str, Any]]:
    """Return each state with how many papers stand at it, and all together first."""
    here = asked.get("state", ())
    kept = [(name, asked[name][0]) for name in ("q", "reader") if name in asked]
    tabs = [("", "all", sum(counts.values()))]
    tabs += [(state, STATES.label_of(state), number) for state, number in counts.items()]
    return [
        {
            "label": label,
            "number": number,
            "href": "?" + urlencode([*kept, *([("state", state)] if state else [])]),
            "is_here": here == ((state,) if state else ()),
        }
        for state, label, number in tabs
    ]


def paper_rows(
    papers: Iterable[Citation], steps: dict[int, PaperStep], claims: dict[int, int], viewer: Person
) -> list[dict[str, Any]]:
    """Return one row a paper of the worklist."""
    return [
        {
            "citation": paper,
            "title": paper.title or f"Title unknown ({paper.key})",
            "href": reverse("evidence:worklist-paper", args=[paper.key]),
            "claims": claims[paper.pk],
            "claims_href": reverse("evidence:citation-detail", args=[paper.key]) + "#claims",
            **standing(steps.get(paper.pk), viewer),
        }
        for paper in papers
    ]


def standing(step: PaperStep | None, viewer: Person) -> dict[str, Any]:
    """Return where a paper stands that went `step` last: state, words, since, why."""
    state = step.state if step else FIRST
    return {
        "state": state,
        "label": STATES.label_of(state),
        "icon": ICONS[state],
        "who": _who(step, viewer) if step and state == "being_read" else "",
        "is_mine": bool(step and step.reader_id == viewer.pk),
        "since": step.at if step else None,
        "why": _why(step) if step else "",
        "words": step.words if step else "",
    }


def step_lines(steps: Iterable[PaperStep], viewer: Person) -> list[dict[str, Any]]:
    """Return what happened to a paper in the worklist, as its page tells it."""
    return [
        {
            "label": STATES.label_of(step.state),
            "icon": ICONS[step.state],
            "past": STEPS[step.step].past,
            "by": _name(step.by_id, str(step.by), step, viewer),
            "to": _who(step, viewer) if step.step == "assign" else "",
            "why": _why(step),
            "words": step.words,
            "at": step.at,
        }
        for step in steps
    ]


def open_steps(step: PaperStep | None, claims: int, viewer: Person) -> dict[str, str]:
    """Return every step by name with why `viewer` may not do it now, or ""."""
    return {one.name: why_not_step(one, step, claims, viewer) for one in STEPS.values()}


def _who(step: PaperStep, viewer: Person) -> str:
    return _name(step.reader_id, str(step.reader), step, viewer)


def _name(person: int | None, name: str, step: PaperStep, viewer: Person) -> str:
    if person == viewer.pk:
        return "you"
    return name if may_know_reader(person, step, viewer) else "somebody"


def _why(step: PaperStep) -> str:
    if not step.reason:
        return ""
    return f"{reason_words(step.reason)}, on {READ.label_of(step.read)}"
