"""An abstract with the names the vocabulary knows, each with the columns it could go to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evidence.content import Content, names_of
from evidence.models import Offer
from evidence.names import fold
from evidence.queries.offers import OFFERED_COLUMNS


@dataclass(frozen=True)
class Run:
    """A run of the abstract; `name` is the term it names, or ""."""

    text: str
    name: str


@dataclass(frozen=True)
class Choice:
    """A column an offered name could go to, and whether it stands there."""

    value: str
    label: str
    is_taken: bool


@dataclass(frozen=True)
class ShownOffer:
    """An offered name, how the abstract has it, and where it could go."""

    name: str
    written: str
    choices: list[Choice]


def shown_offers(offers: Sequence[Offer], content: Content) -> list[ShownOffer]:
    """Return the offers, each with what `content` has taken of it."""
    return [
        ShownOffer(
            offer.name,
            "" if fold(offer.written) == fold(offer.name) else offer.written,
            [
                Choice(
                    f"{column.name}:{offer.name}",
                    column.label,
                    fold(offer.name) in [fold(name) for name in names_of(content.get(column.name))],
                )
                for column in OFFERED_COLUMNS.values()
                if column.vocabulary == offer.vocabulary
            ],
        )
        for offer in offers
    ]


def abstract_runs(abstract: str, offers: Sequence[Offer]) -> list[Run]:
    """Return the abstract in runs, every place where an offered name is written marked."""
    names = {offer.written: offer.name for offer in reversed(offers)}
    if not names:
        return [Run(abstract, "")]
    longest_first = sorted(names, key=len, reverse=True)
    pattern = re.compile(
        r"(?<!\w)(" + "|".join(re.escape(written) for written in longest_first) + r")(?!\w)"
    )
    parts = pattern.split(abstract)
    return [
        Run(part, names.get(part, "") if at % 2 else "") for at, part in enumerate(parts) if part
    ]
