"""Therapies as pages show them: every agent, and one agent mechanism by mechanism."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.urls import reverse

from evidence.models import Term
from evidence.policies.direction import RESISTS, SENSITISES
from evidence.queries.axes import Axis
from evidence.queries.facets import Filters
from evidence.queries.groups import Group
from evidence.queries.therapies import MECHANISM, PARTS, Side, Therapy
from ground.errors import Problem

from .addresses import Given, Unreadable
from .matrix import wanted_of
from .pictures import SIGNS, PictureAddress, read_picture_address

MOST_PARTS = 8
MOST_AGENTS = 300
SIDES = {
    "resists": ("Promotes resistance", RESISTS),
    "sensitises": ("Restores sensitivity or enhances potency", SENSITISES),
}


@dataclass(frozen=True, kw_only=True)
class TherapyAddress(PictureAddress):
    """What an address of a therapy asks for; only claims on its agent or a narrower one count."""

    agent: Term | None = None
    wider: Mapping[int, set[int]] = field(default_factory=dict)

    @property
    def counted(self) -> Filters:
        """The filters a claim passes to be counted: those of the address, and the agent."""
        counted = super().counted
        if self.agent is None:
            return counted
        return replace(
            counted,
            chosen={**counted.chosen, "agents": (str(self.agent.pk),)},
            terms={**counted.terms, self.agent.pk: self.agent},
            wider={} if counted.exact else {**counted.wider, **self.wider},
        )


def read_therapy_address(
    given: Given, agent: Term | None = None, wider: Mapping[int, set[int]] | None = None
) -> TherapyAddress:
    """Return what `given` asks for; raise Unreadable where it cannot be shown."""
    _, filters, moment = read_picture_address(given, {})
    if agent and "agents" in filters.chosen:
        message = "The page is about one agent already; take “agents” out of the address."
        raise Unreadable([Problem("agents", message)])
    return TherapyAddress(filters=filters, moment=moment, agent=agent, wider=wider or {})


@dataclass(frozen=True)
class Count:
    """A number of claims with the list behind it."""

    label: str
    claims: int
    href: str


@dataclass(frozen=True)
class AgentRow:
    """An agent in the list of therapies."""

    label: str
    depth: int
    href: str
    all: Count
    sides: list[Count]

    @property
    def numbers(self) -> list[int]:
        """How many claims point either way."""
        return [side.claims for side in self.sides]


def agent_rows(
    axis: Axis, cells: Mapping[tuple[str, str], Group], address: TherapyAddress
) -> tuple[list[AgentRow], int]:
    """Return the agents with claims, narrower ones below broader ones, and how many more."""
    claims = wanted_of(axis, address.filters)
    below: dict[str, list[str]] = {}
    for key in claims:
        parent = axis.parent(key)
        below.setdefault(parent if parent in claims else "", []).append(key)
    found: list[tuple[str, int]] = []

    def add(parent: str, depth: int) -> None:
        keys = below.get(parent, [])
        for key in sorted(keys, key=lambda k: (-claims[k], axis.label_of(k).casefold())):
            found.append((key, depth))
            add(key, depth + 1)

    add("", 0)
    rows = [_agent_row(axis, key, depth, cells, address) for key, depth in found[:MOST_AGENTS]]
    return rows, max(len(found) - MOST_AGENTS, 0)


def _agent_row(
    axis: Axis,
    key: str,
    depth: int,
    cells: Mapping[tuple[str, str], Group],
    address: TherapyAddress,
) -> AgentRow:
    sides = [
        Count(
            label,
            sum(cells[key, e].claims for e in effects if (key, e) in cells),
            address.list_href({"agents": (key,), "effect": effects}),
        )
        for label, effects in SIDES.values()
    ]
    whole = Count("All claims", axis.claims[key], address.list_href({"agents": (key,)}))
    href = reverse("evidence:therapy-detail", args=[key]) if key in axis.terms else ""
    # The page of one agent keeps the filters, but for those on agents.
    chosen = {n: v for n, v in address.filters.chosen.items() if n != "agents"}
    query = address.query(filters=replace(address.filters, chosen=chosen))
    return AgentRow(axis.label_of(key), min(depth, 4), href and href + query, whole, sides)


@dataclass(frozen=True)
class Part:
    """Cargos, targets or cancers of one side, each with its number."""

    label: str
    counts: list[Count]
    left_off: int


@dataclass(frozen=True)
class ShownSide:
    """The claims of one mechanism that point one way."""

    name: str
    sign: str
    all: Count
    parts: list[Part]
    levels: list[str]
    directness: int


@dataclass(frozen=True)
class Mechanism:
    """A mechanism of resistance, and what reverses it; None where no claim points that way."""

    label: str
    resists: ShownSide | None
    sensitises: ShownSide | None


def mechanisms_of(therapy: Therapy, address: TherapyAddress) -> list[Mechanism]:
    """Return the mechanisms with claims, the most claims first, and unknown ones last."""
    axis = therapy.axes[MECHANISM]
    keys = wanted_of(axis, address.filters)

    def number(key: str) -> int:
        found = (therapy.sides.get((key, side)) for side in SIDES)
        return sum(side.claims for side in found if side)

    ordered = sorted(keys, key=lambda k: (not k.isdigit(), -number(k), axis.label_of(k).casefold()))
    return [
        Mechanism(
            axis.label_of(key) if key.isdigit() else f"Mechanism {axis.label_of(key)}",
            *(
                _shown_side(key, name, therapy.sides[key, name], therapy, address)
                if (key, name) in therapy.sides
                else None
                for name in SIDES
            ),
        )
        for key in ordered
    ]


def _shown_side(
    mechanism: str, name: str, side: Side, therapy: Therapy, address: TherapyAddress
) -> ShownSide:
    label, effects = SIDES[name]
    chosen = {MECHANISM: (mechanism,), "effect": effects}
    return ShownSide(
        name,
        SIGNS[name],
        Count(label, side.claims, address.list_href(chosen)),
        [_part(therapy.axes[part], side.parts.get(part, {}), chosen, address) for part in PARTS],
        sorted(side.levels),
        side.directness,
    )


def _part(
    axis: Axis,
    claims: Mapping[str, int],
    chosen: Mapping[str, tuple[str, ...]],
    address: TherapyAddress,
) -> Part:
    # A broader term with the same claims as a narrower one says nothing more.
    said = {(axis.parent(key), number) for key, number in claims.items()}
    keys = [key for key, number in claims.items() if (key, number) not in said]
    keys.sort(key=lambda key: (not key.isdigit(), -claims[key], axis.label_of(key).casefold()))
    counts = [
        Count(
            axis.label_of(key),
            claims[key],
            address.list_href({**chosen, axis.facet.name: (key,)}),
        )
        for key in keys[:MOST_PARTS]
    ]
    return Part(axis.facet.label, counts, max(len(keys) - MOST_PARTS, 0))
