"""What a person said headers and names mean, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from exchange.models import Meaning

from .preview_names import LIST_LABELS


@dataclass(frozen=True)
class ShownMeaning:
    """One header or name, and what it is read as."""

    pk: int
    said: str
    kind: str
    means: str


def shown_meanings(meanings: Iterable[Meaning]) -> list[ShownMeaning]:
    """Return each in words."""
    return [_shown(one) for one in meanings]


def _shown(one: Meaning) -> ShownMeaning:
    if one.kind == "column":
        return ShownMeaning(one.pk, one.said, "column", one.means or "left out")
    label = LIST_LABELS.get(one.kind, one.kind)
    return ShownMeaning(one.pk, one.said, label, one.means or "kept as a provisional term")
