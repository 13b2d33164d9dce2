"""Agreement as a table, a picture and a file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import floor

from reviews.policies.agreement import Agreement
from reviews.policies.coefficients import Estimate
from reviews.policies.methods import figure
from reviews.policies.period import Period

_ROW, _HEAD = 60, 8  # heights in the picture, in pixels
_MARGIN = 2.0  # of its width, in percent, so that no mark is cut off


@dataclass(frozen=True)
class Cell:
    """An estimate in words; `why_not` instead where there is none."""

    value: str
    interval: str
    why_not: str = ""


@dataclass(frozen=True)
class AgreementRow:
    """One question of the table."""

    label: str
    n: int
    percent: Cell
    ac1: Cell
    alpha: Cell
    kappa: Cell


@dataclass(frozen=True)
class Mark:
    """One coefficient in the picture: where it stands, from the left in percent."""

    kind: str
    at: float
    low: float | None
    high: float | None
    y: int


@dataclass(frozen=True)
class PictureRow:
    """One question in the picture."""

    label: str
    y: int
    text_y: int
    marks: list[Mark]


@dataclass(frozen=True)
class Picture:
    """Gwet's AC1 and Krippendorff's α with their intervals, question by question."""

    rows: list[PictureRow]
    ticks: list[tuple[float, str, str]]
    height: int
    floor: int


def agreement_rows(found: Iterable[Agreement]) -> list[AgreementRow]:
    """Return one row a question."""
    return [
        AgreementRow(
            label=one.label,
            n=one.n,
            percent=_cell(one.percent, share=True),
            ac1=_cell(one.ac1),
            alpha=_cell(one.alpha),
            kappa=Cell("", "", one.why_no_kappa) if one.kappa is None else _cell(one.kappa),
        )
        for one in found
    ]


def _cell(estimate: Estimate, *, share: bool = False) -> Cell:
    if estimate.value is None:
        return Cell("", "", "not defined: one answer only")
    value = figure(estimate.value, share=share)
    if estimate.low is None or estimate.high is None:
        return Cell(value, "no interval: nothing varied")
    low, high = figure(estimate.low, share=share), figure(estimate.high, share=share)
    return Cell(value, f"{low} to {high}")


def picture(found: Sequence[Agreement]) -> Picture:
    """Return where everything stands in the picture."""
    estimates = [estimate for one in found for estimate in (one.ac1, one.alpha)]
    least = min((e.low if e.low is not None else e.value or 0.0 for e in estimates), default=0.0)
    start = min(0.0, floor(least * 5) / 5)
    rows = []
    for place, one in enumerate(found):
        top = _HEAD + place * _ROW
        marks = [
            _mark(kind, estimate, start, top + offset)
            for kind, estimate, offset in (("ac1", one.ac1, 28), ("alpha", one.alpha, 42))
            if estimate.value is not None
        ]
        rows.append(PictureRow(one.label, top, top + 14, marks))
    steps = range(round(start * 5), 6)
    ticks = [(_x(step / 5, start), figure(step / 5), _anchor(step, steps)) for step in steps]
    bottom = _HEAD + len(found) * _ROW
    return Picture(rows, ticks, bottom + 26, bottom)


def _anchor(step: int, steps: Sequence[int]) -> str:
    return {steps[0]: "start", steps[-1]: "end"}.get(step, "middle")


def _mark(kind: str, estimate: Estimate, start: float, y: int) -> Mark:
    def at(value: float | None) -> float | None:
        return None if value is None else _x(value, start)

    return Mark(kind, _x(estimate.value or 0.0, start), at(estimate.low), at(estimate.high), y)


def _x(value: float, start: float) -> float:
    return round(_MARGIN + (100 - 2 * _MARGIN) * (value - start) / (1 - start), 2)


_COEFFICIENTS = ("share_agreed", "gwet_ac1", "krippendorff_alpha", "cohen_kappa")
COLUMNS = (
    "from",
    "to",
    "question",
    "rounds",
    *(f"{name}{part}" for name in _COEFFICIENTS for part in ("", "_low", "_high")),
)


def csv_rows(period: Period, found: Iterable[Agreement]) -> Iterator[tuple[str, ...]]:
    """Return the file's lines, its head first; an empty cell is what cannot be said."""
    yield COLUMNS
    for one in found:
        estimates = (one.percent, one.ac1, one.alpha, one.kappa)
        yield (
            str(period.first or ""),
            str(period.last or ""),
            one.label,
            str(one.n),
            *(text for estimate in estimates for text in _exact(estimate)),
        )


def _exact(estimate: Estimate | None) -> tuple[str, str, str]:
    if estimate is None:
        return ("", "", "")
    said = (estimate.value, estimate.low, estimate.high)
    value, low, high = ("" if number is None else f"{number:.4f}" for number in said)
    return (value, low, high)
