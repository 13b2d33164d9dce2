"""What the last page before submission shows: the claim once more, and its twins beside it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from evidence.columns import COLUMNS, FOLDED
from evidence.content import Content, is_gap
from evidence.documents import content_of
from evidence.models import Version
from evidence.policies.sentence import reading_of
from evidence.policies.strength import directness, level_of

from .drafts import NO_GAP, Answer, answers_of
from .words import words_of


@dataclass(frozen=True)
class ClaimToSubmit:
    """The claim as it will be frozen: its sentence, answers, and questions left open."""

    reading: str
    level: str
    met: int
    answers: list[Answer]
    gaps: list[tuple[str, str]]


def claim_to_submit(normal: Content) -> ClaimToSubmit:
    """Return normalised content as the page shows it; gaps are (name, label)."""
    gaps = [
        (column.name, column.label)
        for column in COLUMNS
        if column.need != FOLDED and column.name not in NO_GAP and is_gap(normal.get(column.name))
    ]
    met = sum(point.met for point in directness(normal))
    return ClaimToSubmit(reading_of(normal), level_of(normal), met, answers_of(normal), gaps)


@dataclass(frozen=True)
class Twin:
    """A claim that is nearly the same: its name, and what differs where the reader may see it."""

    accession: str
    number: int
    is_shown: bool
    apart: Sequence[tuple[str, str, str]]


def twins_beside(normal: Content, twins: Sequence[Version], may_see: Collection[int]) -> list[Twin]:
    """Return each twin with every question it answers otherwise: (label, here, there)."""
    return [
        Twin(
            version.item.accession,
            version.number,
            version.pk in may_see,
            _apart(normal, content_of(version.document, version.supplement))
            if version.pk in may_see
            else [],
        )
        for version in twins
    ]


def _apart(one: Content, other: Content) -> list[tuple[str, str, str]]:
    return [
        (c.label, words_of(c, one.get(c.name)), words_of(c, other.get(c.name)))
        for c in COLUMNS
        if not c.private and c.claim and one.get(c.name) != other.get(c.name)
    ]
