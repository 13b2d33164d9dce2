"""How direct a claim's evidence is, and its level, as they were frozen."""

from typing import Any

from evidence.content import text_of
from evidence.enums import LEVELS
from evidence.models import Version

from .claims import claim_of

# What CIViC's five letters stand for, in our words.
_DEFINITIONS = {
    "A": "the association is established in human medicine",
    "B": "a clinical trial or other primary patient data support it",
    "C": "single patients, reported as cases",
    "D": "in vivo or in vitro models support it",
    "E": "inferred from indirect evidence",
}


def strength_of(version: Version) -> dict[str, Any]:
    """Return directness (met of five, point by point) and level (letter, name, definition).

    `proposed` is the letter that the settings suggest where a person chose another one.
    """
    points = version.answers["directness"]
    level = version.answers["level"]
    letter, suggested = level["value"], level["suggested"]
    names = {choice.value: choice.meaning for choice in LEVELS.choices}
    return {
        "points": points,
        "met": sum(point["met"] for point in points),
        "level": letter,
        "level_name": names.get(letter, ""),
        "definition": _DEFINITIONS.get(letter, ""),
        "proposed": suggested if suggested != letter else "",
        "reason": text_of(claim_of(version).get("level_reason")),
    }
