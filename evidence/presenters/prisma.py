"""The flow of papers in the boxes of PRISMA 2020, each number with the list it counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from evidence.queries.worklist import Dropped, Group
from evidence.worklist import NO_FULL_TEXT, REASONS

from .words import plural

_WAITING = ("to_read", "being_read")


@dataclass(frozen=True)
class Line:
    """One number of a box; `href` is the list of just these papers, where there is one."""

    name: str
    label: str
    number: int
    href: str = ""


@dataclass(frozen=True)
class Box:
    """One box: its own number first, then what it is made of. `aside` leads out of the flow."""

    phase: str
    lines: list[Line]
    aside: bool = False


@dataclass(frozen=True)
class Flow:
    """All boxes, and every number by name."""

    boxes: list[Box]

    @property
    def lines(self) -> Iterator[tuple[str, Line]]:
        """Every number with the phase it belongs to, in the order of the diagram."""
        for box in self.boxes:
            for line in box.lines:
                yield box.phase, line

    def number(self, name: str) -> int:
        """Return the number called `name`."""
        return next(line.number for _, line in self.lines if line.name == name)


def flow_of(groups: Sequence[Group], dropped: Dropped) -> Flow:
    """Return the flow; every number is a sum over the worklist or over what was dropped in."""
    listed = _papers(groups)
    otherwise = listed - dropped.entered
    screened = _papers(groups, without=_WAITING)
    on_title = _left_out(groups, read="title_abstract")
    no_text = _left_out(groups, reason=NO_FULL_TEXT)
    return Flow(
        [
            _identified(dropped, otherwise),
            _removed(dropped),
            Box("Screening", [
                _line("listed", "Papers on the worklist", listed),
                _line("to_read", "to read", _papers(groups, "to_read"), state="to_read"),
                _line("being_read", "being read", _papers(groups, "being_read"),
                      state="being_read"),
                Line("screened", "Screened", screened),
            ]),
            Box("Screening", [
                _line("excluded", "Left out on title and abstract", on_title,
                      state="out_of_scope", read="title_abstract", reason=_ASSESSED),
            ], aside=True),
            Box("Screening", [Line("sought", "Full texts sought", screened - on_title)]),
            Box("Screening", [
                _line("not_retrieved", "Full text not to be had", no_text, state="out_of_scope",
                      reason=NO_FULL_TEXT),
            ], aside=True),
            Box("Screening", [
                Line("assessed", "Full texts assessed", screened - on_title - no_text)
            ]),
            _assessed_out(groups),
            Box("Included", [
                _line("included", "Papers read and done", _papers(groups, "done"), state="done"),
                Line("claims", "Claims made from them",
                     sum(group.claims for group in groups if group.state == "done")),
            ]),
        ]
    )  # fmt: skip


def flow_rows(flow: Flow) -> Iterator[list[str]]:
    """Yield the numbers as rows of a file, the header first."""
    yield ["phase", "name", "label", "number"]
    for phase, line in flow.lines:
        yield [phase, line.name, line.label, str(line.number)]


def flow_sentence(flow: Flow) -> str:
    """Return what the diagram shows in one sentence, for a methods section."""
    waiting = flow.number("to_read") + flow.number("being_read")
    return (
        f"Of {plural(flow.number('identified'), 'record')}, "
        f"{plural(flow.number('listed'), 'paper')} came on the worklist; "
        f"{flow.number('screened')} were screened and {flow.number('assessed')} assessed in full "
        f"text; {plural(flow.number('included'), 'paper')} gave "
        f"{plural(flow.number('claims'), 'claim')}; {waiting} wait to be read to the end."
    )


_ASSESSED = tuple(reason for reason in REASONS.values if reason != NO_FULL_TEXT)


def _identified(dropped: Dropped, otherwise: int) -> Box:
    records = sum(dropped)
    return Box("Identification", [
        Line("identified", "Records identified", records + otherwise),
        Line("dropped", "in citation files and lists of identifiers", records),
        Line("otherwise", "entered one by one, or with a spreadsheet", otherwise),
    ])  # fmt: skip


def _removed(dropped: Dropped) -> Box:
    removed = dropped.known + dropped.twice + dropped.left + dropped.unusable
    return Box("Identification", [
        Line("removed", "Removed before screening", removed),
        Line("known", "here already", dropped.known),
        Line("twice", "twice in their file", dropped.twice),
        Line("left", "not chosen", dropped.left),
        Line("unusable", "neither title nor identifier", dropped.unusable),
    ], aside=True)  # fmt: skip


def _assessed_out(groups: Sequence[Group]) -> Box:
    found = _papers(groups, "nothing_found")
    by_reason = [
        _line(f"excluded_{reason}", REASONS.label_of(reason),
              _left_out(groups, reason=reason, read="full_text"),
              state="out_of_scope", reason=reason, read="full_text")
        for reason in _ASSESSED
    ]  # fmt: skip
    total = found + sum(line.number for line in by_reason)
    return Box("Screening", [
        Line("excluded_full", "Left out on the full text", total),
        _line("nothing_found", "read, nothing found", found, state="nothing_found"),
        *(line for line in by_reason if line.number),
    ], aside=True)  # fmt: skip


def _line(name: str, label: str, number: int, **narrowed: str | tuple[str, ...]) -> Line:
    query = urlencode(narrowed, doseq=True)
    return Line(name, label, number, reverse("evidence:worklist") + (f"?{query}" if query else ""))


def _papers(groups: Sequence[Group], *states: str, without: tuple[str, ...] = ()) -> int:
    return sum(
        group.papers
        for group in groups
        if (not states or group.state in states) and group.state not in without
    )


def _left_out(groups: Sequence[Group], *, reason: str = "", read: str = "") -> int:
    """Count what is out of scope; that no full text was to be had counts for itself alone."""
    return sum(
        group.papers
        for group in groups
        if group.state == "out_of_scope"
        and group.reason in ((reason,) if reason else _ASSESSED)
        and read in ("", group.read)
    )
