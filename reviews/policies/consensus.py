"""What two recommendations amount to."""

from collections.abc import Sequence
from typing import Any, Protocol

from evidence.columns import SECTIONS


class Judgement(Protocol):
    """A recommendation, as far as consensus is concerned."""

    verdict: str
    answers: dict[str, Any]


def disputed_sections(judgements: Sequence[Judgement]) -> list[str]:
    """Return the sections with both an agree and a disagree, in the form's order."""
    disputed = []
    for section in SECTIONS:
        given = {j.answers.get(section.name, {}).get("answer") for j in judgements}
        if {"agree", "disagree"} <= given:
            disputed.append(section.name)
    return disputed


def is_agreed(judgements: Sequence[Judgement]) -> bool:
    """Tell whether all recommend the same and no section is disputed."""
    same = len({judgement.verdict for judgement in judgements}) == 1
    return same and not disputed_sections(judgements)
