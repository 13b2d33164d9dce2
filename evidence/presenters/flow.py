"""The flow as a page shows it: what its address asks for, its stages, bands and steps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from evidence.enums import Choice
from evidence.queries.axes import Axis
from evidence.queries.facets import FACETS, Facet
from evidence.queries.flow import Band, Counted

from .addresses import MOST_VALUES, Given, choice_parameter
from .matrix import wanted_of
from .pictures import Figure, PictureAddress, read_picture_address

# How many values of a stage stand by themselves, before and after the stage is opened.
FEW = 12
MANY = 300
# Whatever else there is stands together, as many at a time as a list can be asked for.
_TOGETHER = MOST_VALUES
_MOST_GROUPS = 6
_STAGES = ("tissue", "cargo_kind", "direct_targets", "mechanism_classes", "agents", "effect")
_BY = [Choice("cargo_kind", "kind"), Choice("cargo", "molecule")]
_PARAMETERS = {
    "by": replace(choice_parameter("by", _BY), many=False),
    "all": choice_parameter(
        "all", [Choice(name, FACETS[name].label) for name in ("cargo", *_STAGES)]
    ),
}


@dataclass(frozen=True, kw_only=True)
class FlowAddress(PictureAddress):
    """What an address of the flow asks for: cargo by kind or molecule, and the open stages."""

    by: str = "cargo_kind"
    opened: tuple[str, ...] = ()

    @property
    def stages(self) -> list[Facet]:
        """The stages, from the donor's tissue to the effect."""
        return [FACETS[self.by if name == "cargo_kind" else name] for name in _STAGES]

    def ends(self) -> list[tuple[str, str]]:
        """Return how cargo is shown and which stages are open."""
        return [("by", self.by), *(("all", name) for name in self.opened)]


def read_flow_address(given: Given) -> FlowAddress:
    """Return what `given` asks for; raise Unreadable where it cannot be shown."""
    own, filters, moment = read_picture_address(given, _PARAMETERS)
    by = "".join(own.get("by", ())) or "cargo_kind"
    return FlowAddress(filters=filters, moment=moment, by=by, opened=own.get("all", ()))


@dataclass(frozen=True)
class ShownBand:
    """A mark in a stage: its name and its figure."""

    label: str
    stage: Facet
    figure: Figure
    is_rest: bool = False

    @property
    def title(self) -> str:
        """What the mark says, in words."""
        return f"{self.stage.label}: {self.label}: {self.figure.words}"


@dataclass(frozen=True)
class Step:
    """A ribbon between two bands."""

    source: ShownBand
    target: ShownBand
    figure: Figure

    @property
    def title(self) -> str:
        """What the ribbon says, in words."""
        return f"{self.source.label} → {self.target.label}: {self.figure.words}"


@dataclass(frozen=True)
class ShownStage:
    """A stage: its bands, how many values are left off, and the way to open or close it."""

    facet: Facet
    bands: list[ShownBand]
    left_off: int
    open_href: str
    is_open: bool


@dataclass(frozen=True)
class Flow:
    """The whole flow."""

    stages: list[ShownStage]
    steps: list[Step]


def bands_of(axes: Sequence[Axis], address: FlowAddress) -> list[Band]:
    """Return the bands of every stage: the most claims first, then the others together.

    Answers that are no names come before the others: that nobody looked is never hidden.
    """
    return [
        Band(number, keys) for number, axis in enumerate(axes) for keys in _bands(axis, address)
    ]


def _bands(axis: Axis, address: FlowAddress) -> Iterator[tuple[str, ...]]:
    named, words = _ranked(axis, address)
    most = MANY if axis.facet.name in address.opened else FEW
    # One other name takes no more room by itself than among "others".
    most += len(named) == most + 1
    yield from ((key,) for key in named[:most] + words)
    rest = named[most:]
    for group in range(min(_MOST_GROUPS, -(-len(rest) // _TOGETHER))):
        yield tuple(rest[group * _TOGETHER : (group + 1) * _TOGETHER])


def _ranked(axis: Axis, address: FlowAddress) -> tuple[list[str], list[str]]:
    claims = wanted_of(axis, address.filters)
    tops = [key for key in claims if axis.parent(key) not in claims]
    tops.sort(key=lambda key: (-claims[key], axis.label_of(key).casefold()))
    words = axis.facet.kind == "term"
    return (
        [key for key in tops if key.isdigit() or not words],
        [key for key in tops if words and not key.isdigit()],
    )


def flow_of(
    axes: Sequence[Axis], bands: Sequence[Band], counted: Counted, address: FlowAddress
) -> Flow:
    """Return the flow as counted, each figure with the list behind it."""
    shown = [
        _band(axes[band.stage], band, counted.bands.get(at, {}), address)
        for at, band in enumerate(bands)
    ]
    steps = [
        Step(
            shown[source],
            shown[target],
            Figure(
                effects,
                address.list_href(
                    {
                        shown[source].stage.name: bands[source].keys,
                        shown[target].stage.name: bands[target].keys,
                    }
                ),
            ),
        )
        for (source, target), effects in sorted(counted.steps.items())
    ]
    stages = [
        _stage(axis, [s for s, b in zip(shown, bands, strict=True) if b.stage == n], address)
        for n, axis in enumerate(axes)
    ]
    return Flow(stages, steps)


def _band(axis: Axis, band: Band, effects: dict[str, int], address: FlowAddress) -> ShownBand:
    label = axis.label_of(band.keys[0]) if len(band.keys) == 1 else f"{len(band.keys)} others"
    figure = Figure(effects, address.list_href({axis.facet.name: band.keys}))
    return ShownBand(label, axis.facet, figure, len(band.keys) > 1)


def _stage(axis: Axis, bands: list[ShownBand], address: FlowAddress) -> ShownStage:
    name = axis.facet.name
    named, _ = _ranked(axis, address)
    is_open = name in address.opened
    most = (MANY if is_open else FEW) + _MOST_GROUPS * _TOGETHER
    opened = tuple(o for o in address.opened if o != name) + (() if is_open else (name,))
    can_open = is_open or len(named) > FEW + 1
    return ShownStage(
        axis.facet,
        bands,
        max(len(named) - most, 0),
        address.query(opened=opened) if can_open else "",
        is_open,
    )


def cargo_choices(address: FlowAddress) -> list[dict[str, object]]:
    """Return the two ways to show cargo, each with its address."""
    return [
        {
            "label": choice.label,
            "href": address.query(by=choice.value),
            "current": choice.value == address.by,
        }
        for choice in _BY
    ]


def file_rows(flow: Flow) -> Iterator[list[str]]:
    """Yield the flow as rows of a file, the header first: its bands, then its steps."""
    yield ["stage", "name", "next_stage", "next_name", "claims", "direction", "effects"]
    for stage in flow.stages:
        for band in stage.bands:
            yield [stage.facet.name, band.label, "", "", *_cells(band.figure)]
    for step in flow.steps:
        source, target = step.source, step.target
        names = [source.stage.name, source.label, target.stage.name, target.label]
        yield [*names, *_cells(step.figure)]


def _cells(figure: Figure) -> list[str]:
    effects = "; ".join(f"{label}: {count}" for label, count in figure.in_order)
    return [str(figure.claims), figure.direction_words, effects]
