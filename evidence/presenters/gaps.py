"""Gaps as a page shows them: of six facets what is covered, what waits, and what is missing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.urls import reverse

from evidence.enums import OPEN_STATUSES
from evidence.models import Term
from evidence.queries.axes import Axis
from evidence.queries.facets import FACETS, Facet
from evidence.worklist import STATES as WORKLIST
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
    "read": ("Read, nothing found", "papers that name it were read, and none makes such a claim"),
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
class Papers:
    """How many papers that name something stand at one state of the worklist, and which."""

    state: str
    number: int
    href: str

    @property
    def label(self) -> str:
        """Their state in words."""
        return WORKLIST.label_of(self.state)


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
    papers: list[Papers] = field(default_factory=list)

    @property
    def state(self) -> str:
        """Whether it is covered, waits, was looked for in vain, or nobody has looked.

        As long as a paper that names it waits to be read, nobody can say that nothing was found.
        """
        if self.accepted or self.waiting:
            return "covered" if self.accepted else "waiting"
        numbers = {one.state: one.number for one in self.papers}
        unread = numbers.get("to_read", 0) + numbers.get("being_read", 0)
        return "read" if numbers.get("nothing_found") and not unread else "none"

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
    papers: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def names_of(upper: Mapping[str, Sequence[Term]]) -> list[str]:
    """Return every name that gaps are looked for among."""
    return [label for facet in GAP_FACETS for _, label in _names(facet, upper)]


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
    order = list(STATES)
    values = [
        _value(at, facet, key, label, tallies, address) for key, label in _names(facet, upper)
    ]
    return sorted(values, key=lambda v: (order.index(v.state), v.accepted, v.waiting))


def _names(facet: Facet, upper: Mapping[str, Sequence[Term]]) -> list[tuple[str, str]]:
    if facet.vocabulary:
        return [(str(term.pk), term.label) for term in upper[facet.vocabulary]]
    return [(c.value, c.label) for c in facet.choices if c.value not in _NO_NAMES]


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
        papers_at(tallies.papers.get(label, {}), label),
    )


def papers_at(numbers: Mapping[str, int], q: str = "") -> list[Papers]:
    """Return the papers at each state at which there are any, in the order of the worklist."""
    worklist, asked = reverse("evidence:worklist"), {"q": q} if q else {}
    return [
        Papers(state, number, f"{worklist}?{urlencode({**asked, 'state': state})}")
        for state in WORKLIST.values
        if (number := numbers.get(state, 0))
    ]


def file_rows(facets: Sequence[FacetGaps], *, with_papers: bool) -> Iterator[list[str]]:
    """Yield the gaps as rows of a file, the header first; papers are for the signed in."""
    states = WORKLIST.values if with_papers else ()
    yield ["facet", "name", "state", "accepted", "under_review", *(f"papers_{s}" for s in states)]
    for one in facets:
        for value in one.values:
            numbers = {papers.state: papers.number for papers in value.papers}
            yield [
                one.facet.name, value.label, value.state_words, str(value.accepted),
                str(value.waiting), *(str(numbers.get(state, 0)) for state in states),
            ]  # fmt: skip
