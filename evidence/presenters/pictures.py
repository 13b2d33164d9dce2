"""What every picture's address says: which claims it counts, now or at another time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.urls import reverse

from evidence.policies.direction import direction_of
from evidence.queries.facets import FACETS, Filters
from ground.errors import Problem
from releases.moments import MOMENT, Moment, moment_of

from .addresses import Given, Parameter, Unreadable, query_of, read_address, read_item_address

SIGNS = {"sensitises": "▼", "resists": "▲", "both": "◆", "neither": "○"}
DIRECTIONS = {
    "sensitises": "towards sensitivity",
    "resists": "towards resistance",
    "both": "both ways",
    "neither": "neither way",
}
# By day on paper; a page's style sheet has the same pairs for the night.
TINTS = {"sensitises": "#d3e8ee", "resists": "#f6e1b8", "both": "#e9d9ee", "neither": "#ecebe6"}

# How far the longer bar of a balance reaches.
BALANCE = 120

_EFFECTS = [(choice.value, choice.label) for choice in FACETS["effect"].choices]


@dataclass(frozen=True, kw_only=True)
class PictureAddress:
    """Which claims a picture counts: accepted ones, where nothing is said of status or time."""

    filters: Filters
    moment: Moment | None = None

    @property
    def counted(self) -> Filters:
        """The filters a claim passes to be counted; a list under them holds the same claims."""
        if self.moment:
            return self.filters
        return replace(self.filters, chosen={"status": ("accepted",), **self.filters.chosen})

    def list_href(self, chosen: Mapping[str, tuple[str, ...]]) -> str:
        """Return the address of the list of exactly the claims that a mark counts."""
        wanted = replace(self.counted, chosen={**self.counted.chosen, **chosen})
        return self.then(reverse("evidence:item-list") + query_of(wanted))

    def list_links(self, *names: str, page: str = "evidence:item-list") -> Callable[..., str]:
        """Return what makes the address of a list of a value for each of these facets."""
        chosen = {n: v for n, v in self.counted.chosen.items() if n not in names}
        start = reverse(page) + query_of(replace(self.counted, chosen=chosen))
        start = self.then(start).rstrip("?")
        start += "&" if "?" in start else "?"
        ends = "&".join(f"{name}={{}}" for name in names)
        return lambda *keys: start + ends.format(*keys)

    def then(self, href: str) -> str:
        """Return `href` at the moment of this picture."""
        return self.moment.onto(href) if self.moment else href

    def ends(self) -> list[tuple[str, str]]:
        """Return what an address of the picture says besides its filters and its moment."""
        return []

    def query(self, **changes: Any) -> str:
        """Return this address from its "?" on, with some of it changed."""
        asked = replace(self, **changes)
        return asked.then(query_of(asked.filters, *asked.ends()))

    @property
    def with_review(self) -> bool:
        """Tell whether more than accepted claims is asked for."""
        return not self.moment and self.counted.chosen["status"] != ("accepted",)


def read_picture_address(
    given: Given, own: Mapping[str, Parameter]
) -> tuple[dict[str, tuple[str, ...]], Filters, Moment | None]:
    """Return the values of a picture's `own` parameters, the filters, and the moment it shows.

    Raises Unreadable where something cannot be shown.
    """
    values = read_address({k: v for k, v in given.items() if k in own}, own.values())
    rest = {name: texts for name, texts in given.items() if name not in own}
    if problems := [
        Problem(name, f"“{name}” is not known here: a picture has no pages.")
        for name in ("after", "before")
        if name in rest
    ]:
        raise Unreadable(problems)
    address = read_item_address(rest, MOMENT)
    return values, address.filters, moment_of(address.more)


def status_toggle(address: PictureAddress) -> dict[str, str] | None:
    """Return the link that counts what is in review too, or accepted claims alone again."""
    if address.moment:
        return None
    chosen = dict(address.filters.chosen)
    if chosen.pop("status", ("accepted",)) == ("accepted",):
        chosen["status"] = ("accepted", "in_review")
        label = "Count what is in review too"
    else:
        label = "Count accepted claims alone"
    return {"label": label, "href": address.query(filters=replace(address.filters, chosen=chosen))}


def nothing_counted(address: PictureAddress, waiting: int, sign_in: str = "") -> dict[str, str]:
    """Return what an empty picture says: what is missing, why, and the way on.

    `waiting` claims under review pass the filters; `sign_in` leads a visitor to them.
    """
    without = {"href": address.query(filters=Filters()) or "?", "action": "Drop the filters"}
    if address.filters:
        why = "No claim that is counted here passes these filters"
        more = f"; {claims_words(waiting)} under review would." if waiting else "."
        return {"title": "No claim to count", "why": why + more, **without}
    if address.moment:
        on = {"href": address.query(moment=None) or "?", "action": "See what is public now"}
        return {"title": "No claim to count", "why": "Nothing was public then.", **on}
    if not waiting:
        why = "Nothing has been accepted yet, and nothing is under review."
        return {"title": "No claim to count", "why": why, "href": "", "action": ""}
    why = f"{claims_words(waiting)} under review; none has been accepted, so none is counted."
    toggle = status_toggle(address)
    if sign_in or toggle is None:
        on = {"href": sign_in, "action": "Sign in to count what is under review"}
    else:
        on = {"href": toggle["href"], "action": toggle["label"]}
    return {"title": "Nothing has been accepted yet", "why": why, **on}


@dataclass(frozen=True)
class Figure:
    """A number of claims with the list behind it, and which way they point."""

    effects: Mapping[str, int]
    href: str

    @property
    def claims(self) -> int:
        """How many claims there are; every claim has one effect."""
        return sum(self.effects.values())

    @property
    def direction(self) -> str:
        """Which way they point."""
        return direction_of(self.effects)

    @property
    def sign(self) -> str:
        """The sign of their direction: resistance up or down, both, neither."""
        return SIGNS[self.direction]

    @property
    def direction_words(self) -> str:
        """Their direction in words."""
        return DIRECTIONS[self.direction]

    @property
    def in_order(self) -> list[tuple[str, int]]:
        """Claims by the label of their effect."""
        return effects_in_order(self.effects)

    @property
    def words(self) -> str:
        """The number said aloud."""
        parts = ", ".join(f"{count} {label}" for label, count in self.in_order)
        return f"{claims_words(self.claims)}, {self.direction_words} ({parts})"


class Balance(NamedTuple):
    """Two bars that share a middle: how far claims reach to either side of it, in pixels."""

    resists: int
    sensitises: int

    @property
    def start(self) -> int:
        """Where the bar towards resistance begins."""
        return BALANCE - self.resists


def balances(numbers: Sequence[Sequence[int]]) -> list[Balance]:
    """Return the bars of claims that resist and that sensitise, all drawn to one scale."""
    most = max((number for pair in numbers for number in pair), default=0) or 1
    return [Balance(*(-(-BALANCE * number // most) for number in pair)) for pair in numbers]


def shortened(text: str, most: int) -> str:
    """Return `text`, cut in its middle where it is longer than `most`: long names often differ
    at their ends alone."""
    if len(text) <= most:
        return text
    end = most // 3
    return f"{text[: most - end - 1].rstrip()}…{text[-end:].lstrip()}"


def claims_words(number: int) -> str:
    """Return how many claims, in words."""
    return f"{number} claim{'' if number == 1 else 's'}"


def effects_in_order(effects: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return claims by the label of their effect, in the order of the form."""
    return [(label, effects[value]) for value, label in _EFFECTS if value in effects]


def legend() -> list[dict[str, str]]:
    """Return what the signs of the marks mean."""
    return [
        {"direction": direction, "sign": SIGNS[direction], "label": label}
        for direction, label in DIRECTIONS.items()
    ]
