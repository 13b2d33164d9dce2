"""The learning loop in words: sums per section, then item by item."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from evidence.columns import SECTIONS
from evidence.models import Version
from reviews.enums import SECTION_ANSWER_LIST, VERDICT_LIST
from reviews.policies.learning import (
    AGAINST,
    AS_DECIDED,
    NO_SIDE,
    WEIGHED,
    Decided,
    answers_beside_decision,
    verdict_beside_decision,
)
from reviews.queries.learning import OwnJudgement, OwnVersion

MOST_LISTED = 50
_LABELS = {section.name: section.label for section in SECTIONS} | {"whole": "The whole"}


@dataclass(frozen=True)
class SumRow:
    """One question over all of a reviewer's judgements."""

    label: str
    as_decided: int
    against: int
    weighed: int
    no_side: int

    @property
    def share(self) -> str:
        """As decided, of what was decided either way."""
        counted = self.as_decided + self.against
        return f"{100 * self.as_decided / counted:.0f}%" if counted else "–"


@dataclass(frozen=True)
class Difference:
    """A section in which an answer and the decision part, with the words of both."""

    label: str
    said: str
    said_why: str
    beside: str
    decided_why: str


@dataclass(frozen=True)
class JudgedItem:
    """One item a reviewer judged."""

    accession: str
    number: int
    href: str
    at: datetime
    verdict: str
    changed_to: str
    outcome: str
    is_as_decided: bool
    differences: list[Difference]
    whole_reason: str


def reviewer_sums(judged: Iterable[OwnJudgement]) -> list[SumRow]:
    """Return the recommendation and each section, over everything; first words count."""
    counts: dict[str, Counter[str]] = {
        "verdict": Counter(),
        **{s.name: Counter() for s in SECTIONS},
    }
    for one in judged:
        counts["verdict"][verdict_beside_decision(one.first.verdict, one.decided)] += 1
        for name, beside in answers_beside_decision(one.first.answers, one.decided).items():
            counts[name][beside] += 1
    labels = {"verdict": "Recommendation"} | _LABELS
    return [
        SumRow(labels[name], count[AS_DECIDED], count[AGAINST], count[WEIGHED], count[NO_SIDE])
        for name, count in counts.items()
    ]


def judged_items(judged: Iterable[OwnJudgement], open_to: Collection[int]) -> list[JudgedItem]:
    """Return the latest in which something differed from the decision.

    Those whose version is in `open_to` have an address.
    """
    rows = [_judged_item(one, one.version.pk in open_to) for one in judged]
    return [row for row in rows if row.differences or not row.is_as_decided][:MOST_LISTED]


def _judged_item(one: OwnJudgement, is_open: bool) -> JudgedItem:
    changed = one.last.verdict != one.first.verdict
    beside = verdict_beside_decision(one.first.verdict, one.decided)
    return JudgedItem(
        accession=one.version.item.accession,
        number=one.version.number,
        href=_href(one.version) if is_open else "",
        at=one.decided.at,
        verdict=VERDICT_LIST.label_of(one.first.verdict),
        changed_to=VERDICT_LIST.label_of(one.last.verdict) if changed else "",
        outcome=_outcome(one.decided),
        is_as_decided=beside == AS_DECIDED,
        differences=[
            _difference(name, one, beside)
            for name, beside in answers_beside_decision(one.first.answers, one.decided).items()
            if beside in (AGAINST, WEIGHED)
        ],
        whole_reason=one.decided.reasons.get("whole", ""),
    )


def _difference(section: str, one: OwnJudgement, beside: str) -> Difference:
    given = one.first.answers.get(section) or {}
    why = one.decided.reasons.get(section, "")
    if section in one.decided.corrected:
        why = "An editor put it right before accepting."
    return Difference(
        label=_LABELS[section],
        said=SECTION_ANSWER_LIST.label_of(str(given.get("answer", ""))),
        said_why=str(given.get("reason", "")),
        beside=beside,
        decided_why=why,
    )


def _outcome(decided: Decided) -> str:
    return "accepted as corrected" if decided.corrected else decided.outcome


def _href(version: Version) -> str:
    return reverse("evidence:version-detail", args=[version.item.accession, version.number])


@dataclass(frozen=True)
class CurationRow:
    """One section over all of a curator's decided versions."""

    label: str
    decided: int
    questioned: int
    corrected: int


@dataclass(frozen=True)
class PeriodRow:
    """A quarter of a year: how a curator's versions fared in it."""

    label: str
    decided: int
    accepted: int
    corrected: int
    returned: int
    rejected: int
    questioned: str


@dataclass(frozen=True)
class Questioned:
    """A section that was questioned or put right, and every reason that was given."""

    label: str
    reviewers: list[str]
    editor: str
    corrected: bool


@dataclass(frozen=True)
class WrittenItem:
    """One version a curator wrote in which something was questioned."""

    accession: str
    number: int
    href: str
    at: datetime
    outcome: str
    sections: list[Questioned]
    whole: list[str]


def curator_sums(written: Sequence[OwnVersion]) -> list[CurationRow]:
    """Return each section over everything."""
    questioned: Counter[str] = Counter()
    corrected: Counter[str] = Counter()
    for one in written:
        questioned.update(_questioned(one))
        corrected.update(one.decided.corrected)
    return [
        CurationRow(s.label, len(written), questioned[s.name], corrected[s.name]) for s in SECTIONS
    ]


def _questioned(one: OwnVersion) -> list[str]:
    """Return the sections that a reviewer disagreed with."""
    return [
        section.name
        for section in SECTIONS
        if any(
            (said.answers.get(section.name) or {}).get("answer") == "disagree"
            for said in one.judgements
        )
    ]


def by_quarter(written: Iterable[OwnVersion]) -> list[PeriodRow]:
    """Return one row a quarter in which something was decided, the latest first."""
    quarters: dict[tuple[int, int], list[OwnVersion]] = {}
    for one in written:
        at = one.decided.at
        quarters.setdefault((at.year, (at.month + 2) // 3), []).append(one)
    return [_period(*key, quarters[key]) for key in sorted(quarters, reverse=True)]


def _period(year: int, quarter: int, written: list[OwnVersion]) -> PeriodRow:
    outcomes = Counter(_outcome(one.decided) for one in written)
    sections = Counter(name for one in written for name in _questioned(one))
    often = sorted(sections.items(), key=lambda row: (-row[1], row[0]))
    return PeriodRow(
        label=f"{year}, quarter {quarter}",
        decided=len(written),
        accepted=outcomes["accepted"],
        corrected=outcomes["accepted as corrected"],
        returned=outcomes["returned"],
        rejected=outcomes["rejected"],
        questioned=", ".join(f"{_LABELS[name]} {count}" for name, count in often[:3]),
    )


def written_items(written: Iterable[OwnVersion]) -> list[WrittenItem]:
    """Return the latest versions in which a section was questioned, or that did not hold."""
    rows = [_written_item(one) for one in written]
    return [row for row in rows if row.sections or row.whole][:MOST_LISTED]


def _written_item(one: OwnVersion) -> WrittenItem:
    names = [s.name for s in SECTIONS if s.name in {*_questioned(one), *one.decided.corrected}]
    against = [said for said in one.judgements if said.verdict != "accept"]
    whole = [said.reason for said in against if said.reason]
    if reason := one.decided.reasons.get("whole"):
        whole.append(f"Editor: {reason}")
    return WrittenItem(
        accession=one.version.item.accession,
        number=one.version.number,
        href=_href(one.version),
        at=one.decided.at,
        outcome=_outcome(one.decided),
        sections=[_why(name, one) for name in names],
        whole=whole,
    )


def _why(section: str, one: OwnVersion) -> Questioned:
    given = [said.answers.get(section) or {} for said in one.judgements]
    return Questioned(
        label=_LABELS[section],
        reviewers=[
            str(said["reason"])
            for said in given
            if said.get("answer") == "disagree" and said["reason"]
        ],
        editor=str(one.decided.reasons.get(section, "")),
        corrected=section in one.decided.corrected,
    )
