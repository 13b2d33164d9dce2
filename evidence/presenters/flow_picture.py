"""Where everything stands in the picture of the flow, in pixels."""

from collections.abc import Iterable
from dataclasses import dataclass

from .flow import Flow, ShownBand, ShownStage, Step
from .pictures import TINTS, shortened

BAR = 12
_PITCH = 205
_ROOM = 175
_TOP = 44
_LINE = 26
_FULL = 460
_TALLEST = 15.0
_LONGEST = 26


@dataclass
class Bar:
    """A band of the picture: its upper left corner, its height, and where ribbons leave it."""

    band: ShownBand
    x: int
    y: float
    height: float
    left: float = 0.0
    right: float = 0.0

    @property
    def text(self) -> str:
        """Its name, cut where it is long."""
        return shortened(self.band.label, _LONGEST)

    @property
    def middle(self) -> float:
        """Where its name stands."""
        return round(self.y + self.height / 2, 1)

    @property
    def text_x(self) -> int:
        """Where its name begins."""
        return self.x + BAR + 5


@dataclass(frozen=True)
class Ribbon:
    """A step of the picture."""

    step: Step
    path: str
    tint: str


@dataclass(frozen=True)
class FlowPicture:
    """The whole picture."""

    width: int
    height: int
    heads: list[tuple[int, ShownStage]]
    bars: list[Bar]
    ribbons: list[Ribbon]


def flow_picture(flow: Flow) -> FlowPicture:
    """Return the picture of the flow; long names are cut in it, never in its titles."""
    totals = [sum(band.figure.claims for band in stage.bands) for stage in flow.stages]
    scale = min(_TALLEST, _FULL / max(1, *totals)) if totals else 1.0
    bars: dict[int, Bar] = {}
    height = 0.0
    for number, stage in enumerate(flow.stages):
        y = float(_TOP)
        for band in stage.bands:
            tall = max(3.0, round(band.figure.claims * scale, 1))
            bars[id(band)] = Bar(band, number * _PITCH + 2, round(y, 1), tall)
            y += max(_LINE, tall + 8)
        height = max(height, y)
    return FlowPicture(
        (len(flow.stages) - 1) * _PITCH + BAR + _ROOM,
        round(height + 8),
        [(number * _PITCH + 2, stage) for number, stage in enumerate(flow.stages)],
        list(bars.values()),
        _ribbons(flow.steps, bars),
    )


def _ribbons(steps: Iterable[Step], bars: dict[int, Bar]) -> list[Ribbon]:
    """Return the ribbons; where a claim has several values they share the height of the bar."""
    steps = list(steps)
    leaving: dict[int, int] = {}
    coming: dict[int, int] = {}
    for step in steps:
        leaving[id(step.source)] = leaving.get(id(step.source), 0) + step.figure.claims
        coming[id(step.target)] = coming.get(id(step.target), 0) + step.figure.claims
    ribbons = []
    for step in steps:
        source, target = bars[id(step.source)], bars[id(step.target)]
        begins = _share(source, step, leaving[id(step.source)])
        ends = _share(target, step, coming[id(step.target)])
        path = _path(source, begins, target, ends)
        source.right += begins
        target.left += ends
        ribbons.append(Ribbon(step, path, TINTS[step.figure.direction]))
    return ribbons


def _share(bar: Bar, step: Step, whole: int) -> float:
    return bar.height * step.figure.claims / max(whole, bar.band.figure.claims)


def _path(source: Bar, begins: float, target: Bar, ends: float) -> str:
    x0, x1 = source.x + BAR, target.x
    middle = (x0 + x1) // 2
    y0, y1 = source.y + source.right, target.y + target.left
    return (
        f"M{x0} {y0:.1f}C{middle} {y0:.1f} {middle} {y1:.1f} {x1} {y1:.1f}V{y1 + ends:.1f}"
        f"C{middle} {y1 + ends:.1f} {middle} {y0 + begins:.1f} {x0} {y0 + begins:.1f}Z"
    )
