"""The flow of claims through the stages of an argument, from donor tissue to effect."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

from .axes import axes_of
from .facets import Facet
from .groups import Claims, Group, groups_of, numbers_along

_Mark = TypeVar("_Mark", int, tuple[int, int])


class Band(NamedTuple):
    """A place in a stage: one value of its facet, or several that are shown as one."""

    stage: int
    keys: tuple[str, ...]


class Counted(NamedTuple):
    """Claims by effect: of each band, and of each two bands that follow one another."""

    bands: dict[int, dict[str, int]]
    steps: dict[tuple[int, int], dict[str, int]]


class FlowGroups:
    """The claims of every two stages that follow one another, asked for in two queries."""

    def __init__(self, claims: Claims, stages: Sequence[Facet], *, exact: bool = False) -> None:
        pairs = list(pairwise(facet.name for facet in stages))
        self._steps = groups_of(claims, *pairs)
        numbers = [numbers_along(groups, 0) for groups in self._steps]
        numbers.append(numbers_along(self._steps[-1], 1))
        self.axes = axes_of(stages, numbers, exact=exact)

    def count(self, bands: Sequence[Band]) -> Counted:
        """Return the claims of `bands`, and of every step from one stage to the next."""
        counted = Counted({}, {})
        members: list[dict[str, int]] = [{} for _ in self.axes]
        for number, band in enumerate(bands):
            members[band.stage].update(dict.fromkeys(band.keys, number))
        last = len(self._steps) - 1
        for stage, groups in enumerate(self._steps):
            for group in groups:
                here, onward = (
                    self._bands(group, place, stage + place, members) for place in (0, 1)
                )
                effects = group.effects
                _add(effects, here, counted.bands)
                _add(effects, onward if stage == last else (), counted.bands)
                _add(effects, ((a, b) for a in here for b in onward), counted.steps)
        return counted

    def _bands(
        self, group: Group, place: int, stage: int, members: Sequence[dict[str, int]]
    ) -> set[int]:
        values = self.axes[stage].within(group.values[place])
        return {members[stage][key] for key in values if key in members[stage]}


def _add(
    effects: dict[str, int], marks: Iterable[_Mark], counted: dict[_Mark, dict[str, int]]
) -> None:
    for mark in marks:
        known = counted.setdefault(mark, {})
        for effect, number in effects.items():
            known[effect] = known.get(effect, 0) + number
