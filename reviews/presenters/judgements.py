"""What reviewers said, in words, as A and B."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accounts.models import Person
from evidence.columns import BY_NAME, SECTIONS
from evidence.content import Content
from reviews.enums import READ_LIST, SECTION_ANSWER_LIST, VERDICT_LIST
from reviews.models import Recommendation
from reviews.queries.judgements import Judged

from .differences import FieldDifference, difference
from .letters import in_letter_order


@dataclass(frozen=True)
class Suggestion:
    """A value a reviewer would put in its place. `key` names it on the decide page."""

    key: str
    letter: str
    difference: FieldDifference
    section: str


@dataclass(frozen=True)
class SectionAnswer:
    """What one reviewer answered to a section."""

    letter: str
    is_own: bool
    answer: str
    label: str
    reason: str


@dataclass(frozen=True)
class Opinion:
    """One reviewer's whole recommendation. `was` is the first one's verdict where it changed."""

    letter: str
    is_own: bool
    verdict: str
    label: str
    reason: str
    has_read: str
    read_where: str
    confidence: str
    was: str
    answers: dict[str, SectionAnswer]
    suggestions: list[Suggestion]


def opinions(judged: Iterable[Judged], frozen: Content, reader: Person) -> list[Opinion]:
    """Return what each reviewer said of a version that holds `frozen`, in `reader`'s order."""
    return [
        opinion(one.now, frozen, letter=letter, reader=reader, first=one.first)
        for letter, one in in_letter_order(judged, reader)
    ]


def opinion(
    said: Recommendation,
    frozen: Content,
    *,
    letter: str,
    reader: Person,
    first: Recommendation | None = None,
) -> Opinion:
    """Return one recommendation in words."""
    is_own = said.person_id == reader.pk
    changed = first is not None and first.verdict != said.verdict
    return Opinion(
        letter=letter,
        is_own=is_own,
        verdict=said.verdict,
        label=VERDICT_LIST.label_of(said.verdict),
        reason=said.reason,
        has_read=READ_LIST.label_of(said.has_read),
        read_where=said.read_where,
        confidence=f"{said.confidence} of 5" if said.confidence else "",
        was=VERDICT_LIST.label_of(first.verdict) if first and changed else "",
        answers={
            section.name: _answer(said.answers.get(section.name, {}), letter, is_own)
            for section in SECTIONS
        },
        suggestions=_suggestions(said, frozen, letter),
    )


def _answer(given: dict[str, Any], letter: str, is_own: bool) -> SectionAnswer:
    answer = str(given.get("answer", ""))
    label = SECTION_ANSWER_LIST.label_of(answer)
    return SectionAnswer(letter, is_own, answer, label, str(given.get("reason", "")))


def _suggestions(said: Recommendation, frozen: Content, letter: str) -> list[Suggestion]:
    found = []
    for place, suggestion in enumerate(said.suggestions):
        column = BY_NAME[suggestion["column"]]
        told = difference(column, frozen.get(column.name), suggestion["value"])
        found.append(Suggestion(f"{said.pk}:{place}", letter, told, column.section))
    return found
