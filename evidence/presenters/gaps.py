"""Gaps as a page shows them: of six facets what is covered, what waits, and what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from evidence.enums import OPEN_STATUSES
from evidence.models import Term
from evidence.queries.axes import Axis
from evidence.queries.facets import FACETS, Facet
from ground.errors import Problem

from .addresses import Given, Unreadable, query_of
from .pictures import PictureAddress, read_picture_address

GAP_FACETS: tuple[Facet, ...] = tuple(
    FACETS[name]
    for name in ("cargo_kind", "modality", "cancer", "tissue", "mechanism_classes", "settings")
)
# What says that nobody knows is no name of which claims could be missing.
_NO_NAMES = ("unclear", "not_reported", "not_applicable", "not_checked", "whole_ev", "other")
STATES = {
    "none": ("No claim at all", "nobody has entered one"),
    "waiting": ("Claims, none accepted", "all of them are still under review"),
    "covered": ("Covered", "at least one claim is accepted"),
}


@dataclass(frozen=True, kw_only=True)
class GapAddress(PictureAddress):
    """What an address of the gaps asks for: a moment, or now; gaps look at everything."""


def read_gap_address(given: Given) -> GapAddress:
    """Return what `given` asks for; raise Unreadable where it cannot be shown."""
    _, filters, moment = read_picture_address(given, {})
    if "status" in filters.chosen:
        message = "Gaps tell accepted from waiting by themselves; take “status” out of the address."
        raise Unreadable([Problem("status", message)])
    return GapAddress(filters=filters, moment=moment)


@dataclass(frozen=True)
class Value:
    """One name: how many claims are accepted, under review, and under review and open to you."""

    label: str
    accepted: int
    accepted_href: str
    waiting: int
    readable: int
    waiting_href: str
    papers_href: str

    @property
    def state(self) -> str:
        """Whether it is covered, waits, or nobody has entered a claim."""
        if self.accepted:
            return "covered"
        return "waiting" if self.waiting else "none"

    @property
    def state_words(self) -> str:
        """Its state in words."""
        return STATES[self.state][0]


@dataclass(frozen=True)
class FacetGaps:
    """The names of a facet, the gaps first."""

    facet: Facet
    values: list[Value]

    def number(self, state: str) -> int:
        """How many of its names are in a state."""
        return sum(value.state == state for value in self.values)

    @property
    def numbers(self) -> list[tuple[str, int]]:
        """How many of its names are in each state, in words."""
        return [(STATES[state][0], self.number(state)) for state in STATES]


@dataclass(frozen=True)
class Tallies:
    """Claims along every facet: accepted, under review, and under review and open to the reader.

    `readable` is None for a visitor, who reads accepted claims alone.
    """

    accepted: Sequence[Axis]
    waiting: Sequence[Axis]
    readable: Sequence[Axis] | None


def gaps_of(
    tallies: Tallies, upper: Mapping[str, Sequence[Term]], address: GapAddress
) -> list[FacetGaps]:
    """Return every facet with its names, those without a claim first."""
    return [
        FacetGaps(facet, _values(at, facet, tallies, upper, address))
        for at, facet in enumerate(GAP_FACETS)
    ]


def _values(
    at: int,
    facet: Facet,
    tallies: Tallies,
    upper: Mapping[str, Sequence[Term]],
    address: GapAddress,
) -> list[Value]:
    if facet.vocabulary:
        names = [(str(term.pk), term.label) for term in upper[facet.vocabulary]]
    else:
        names = [(c.value, c.label) for c in facet.choices if c.value not in _NO_NAMES]
    order = list(STATES)
    values = [_value(at, facet, key, label, tallies, address) for key, label in names]
    return sorted(values, key=lambda v: (order.index(v.state), v.accepted, v.waiting))


def _value(
    at: int, facet: Facet, key: str, label: str, tallies: Tallies, address: GapAddress
) -> Value:
    waiting = tallies.waiting[at].claims.get(key, 0)
    chosen = {facet.name: (key,)}
    if tallies.readable is None:
        readable = waiting
        filters = replace(address.filters, chosen={**address.filters.chosen, **chosen})
        href = reverse("evidence:item-list") + query_of(filters)
    else:
        readable = tallies.readable[at].claims.get(key, 0)
        href = address.list_href({"status": OPEN_STATUSES, **chosen})
    return Value(
        label,
        tallies.accepted[at].claims.get(key, 0),
        address.list_href(chosen),
        waiting,
        readable,
        href,
        f"{reverse('evidence:citation-list')}?{urlencode({'q': label})}",
    )
