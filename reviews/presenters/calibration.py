"""The calibration set in words: the claim to judge, and the reference beside one's answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from evidence.presenters.claims import Shown, ShownSection
from evidence.presenters.study_card import ShownPart
from ground.errors import Problem
from reviews.enums import SECTION_ANSWER_LIST, VERDICT_LIST
from reviews.forms.calibration import ReadCalibration
from reviews.models import CalibrationAnswer, CalibrationClaim
from reviews.policies.calibration import Met, may_read_reference, met_references
from reviews.queries.calibration import SetClaim

from .seat import Option, options_of
from .versions import CARD_IS_JUDGED_WITH


@dataclass(frozen=True)
class Beside:
    """An answer beside the reference."""

    said: str
    said_why: str
    reference: str
    explanation: str
    is_same: bool


@dataclass(frozen=True)
class CalibrationSection:
    """One section of the claim: what it says, the answer, and the reference once it may show."""

    number: int
    name: str
    label: str
    shown: ShownSection
    extras: Sequence[Shown]
    card: Sequence[ShownPart]
    options: list[Option]
    why: str
    errors: list[str]
    beside: Beside | None

    @property
    def id(self) -> str:
        """Where the section stands on the page."""
        return f"section-{self.name}"


def sections_to_answer(
    shown: Iterable[ShownSection],
    extras: Mapping[str, Sequence[Shown]],
    read: ReadCalibration,
    why: str,
    *,
    card: Sequence[ShownPart],
    problems: Sequence[Problem] = (),
    beside: Mapping[str, Beside] | None = None,
) -> list[CalibrationSection]:
    """Return the sections holding what was `read`, or with the reference `beside` it."""
    found = []
    for one in shown:
        given = read.answers.get(one.name, {})
        field = f"section-{one.name}"
        found.append(
            CalibrationSection(
                number=one.number,
                name=one.name,
                label=one.label,
                shown=one,
                extras=extras.get(one.name, ()),
                card=card if one.name == CARD_IS_JUDGED_WITH else (),
                options=options_of(SECTION_ANSWER_LIST, given.get("answer", "")),
                why=given.get(why, ""),
                errors=[problem.message for problem in problems if problem.field == field],
                beside=(beside or {}).get(one.name),
            )
        )
    return found


def beside_reference(claim: CalibrationClaim, said: CalibrationAnswer) -> dict[str, Beside]:
    """Return, for each section and "verdict", the answer beside the reference."""
    found = {}
    for name, reference in claim.reference.items():
        given = said.answers[name]
        found[name] = Beside(
            said=SECTION_ANSWER_LIST.label_of(given["answer"]),
            said_why=given.get("reason", ""),
            reference=SECTION_ANSWER_LIST.label_of(reference["answer"]),
            explanation=reference["explanation"],
            is_same=given["answer"] == reference["answer"],
        )
    found["verdict"] = Beside(
        said=VERDICT_LIST.label_of(said.verdict),
        said_why="",
        reference=VERDICT_LIST.label_of(claim.verdict),
        explanation=claim.explanation,
        is_same=said.verdict == claim.verdict,
    )
    return found


@dataclass(frozen=True)
class SetRow:
    """A claim of the set as its reader meets it."""

    pk: int
    number: int
    href: str
    state: str
    met: str
    is_next: bool
    accession: str
    reference: str


def set_rows(found: Sequence[SetClaim], *, is_editor: bool) -> list[SetRow]:
    """Return one row a claim; accession and reference only where the reference may be read."""
    left = [one.claim.pk for one in found if one.is_left]
    rows = []
    for number, one in enumerate(found, start=1):
        is_open = may_read_reference(
            is_editor=is_editor, is_left=one.is_left, has_answered=one.said is not None
        )
        rows.append(
            SetRow(
                pk=one.claim.pk,
                number=number,
                href=reverse("reviews:calibration-claim", args=[one.claim.pk]),
                state=_state(one),
                met=_met(one),
                is_next=left[:1] == [one.claim.pk],
                accession=one.claim.version.item.accession if is_open else "",
                reference=VERDICT_LIST.label_of(one.claim.verdict) if is_open else "",
            )
        )
    return rows


def _state(one: SetClaim) -> str:
    if one.said is not None:
        return "judged"
    return "not for you" if one.why_not else "to judge"


def _met(one: SetClaim) -> str:
    if one.said is None:
        return ""
    sections = met_references([(one.claim, one.said)])[1:]
    return f"{sum(row.same for row in sections)} of {len(sections)}"


def own_sums(found: Iterable[SetClaim]) -> list[Met]:
    """Return how often the reader met the reference on each question; nothing before the first."""
    answered = [(one.claim, one.said) for one in found if one.said is not None]
    return met_references(answered) if answered else []


def verdict_options(verdict: str) -> list[Option]:
    """Return the three recommendations, one of them perhaps chosen."""
    return options_of(VERDICT_LIST, verdict)
