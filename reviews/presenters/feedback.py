"""A decision as its author reads it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from evidence.columns import SECTIONS

from .judgements import Opinion, SectionAnswer, Suggestion


@dataclass(frozen=True)
class SectionReasons:
    """A section in which a reviewer had something to say."""

    label: str
    answers: list[SectionAnswer]


def reasons_by_section(opinions: Sequence[Opinion]) -> list[SectionReasons]:
    """Return the sections in which a reviewer gave a reason or did not agree."""
    found = []
    for section in SECTIONS:
        answers = [
            given
            for opinion in opinions
            if (given := opinion.answers[section.name]).reason or given.answer == "disagree"
        ]
        if answers:
            found.append(SectionReasons(section.label, answers))
    return found


@dataclass(frozen=True)
class Choice:
    """A suggestion that can be taken over, ticked or not."""

    suggestion: Suggestion
    ticked: bool
    rival: bool


def choices_of(opinions: Sequence[Opinion], chosen: Collection[str] | None) -> list[Choice]:
    """Return every suggestion; where nothing was chosen yet, the first for each field is ticked.

    `rival` says that another suggestion is about the same field: one of them can be taken.
    """
    suggestions = [s for opinion in opinions for s in opinion.suggestions]
    names = [suggestion.difference.name for suggestion in suggestions]
    return [
        Choice(
            suggestion=suggestion,
            ticked=names.index(suggestion.difference.name) == place
            if chosen is None
            else suggestion.key in chosen,
            rival=names.count(suggestion.difference.name) > 1,
        )
        for place, suggestion in enumerate(suggestions)
    ]
