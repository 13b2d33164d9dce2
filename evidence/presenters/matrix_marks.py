"""The cells of the matrix written out, as marks of its picture and as cells of its table.

A full matrix has 2,500 of each. Written by templates they take longer than everything else
together, so they are the only markup that is made here; whatever somebody typed is escaped.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from html import escape

from django.utils.safestring import SafeString

from .matrix import ShownCell
from .pictures import TINTS

# How a mark is set where no style sheet says so: in a file.
_SET = {
    "tint": ' fill="{}"',
    "clashing": ' stroke="#9f2a20" stroke-width="2"',
    "sign": ' font-size="12"',
    "number": ' text-anchor="end" font-size="15" font-weight="600"',
    "clash": ' text-anchor="end" font-size="12" font-weight="700" fill="#9f2a20"',
    "waiting": ' font-size="10" fill="#6a5200"',
}
_UNSET = dict.fromkeys(_SET, "")
_WAITING_WORDS = (
    ' <span class="mx-key-waiting">◔ {}'
    '<span class="visually-hidden"> not accepted yet</span></span>'
)
_CLASH_WORDS = (
    ' <a class="mx-key-clash" href="{}">≠'
    '<span class="visually-hidden"> contradictory: {}</span></a>'
)


@dataclass
class Mark:
    """One cell and where it stands in the picture."""

    cell: ShownCell
    x: int
    y: int

    @cached_property
    def words(self) -> str:
        """What it says besides its row and its column."""
        return self.cell.words

    @property
    def title(self) -> str:
        """What it says, in words."""
        return f"{self.cell.row.label} × {self.cell.column.label}: {self.words}"


def drawn(marks: Iterable[Mark], *, alone: bool) -> SafeString:
    """Return the marks of a picture; in a file, which stands alone, they are no links."""
    return SafeString("\n".join(_shape(mark, _SET) if alone else _link(mark) for mark in marks))


def _link(mark: Mark) -> str:
    href, title = escape(mark.cell.href), escape(mark.title)
    return f'<a href="{href}" aria-label="{title}">{_shape(mark, _UNSET)}</a>'


def _shape(mark: Mark, how: dict[str, str]) -> str:
    cell = mark.cell
    clashing = cell.contradictory
    # Four figures and more are set smaller.
    small = " mx-number--small" if cell.claims > 999 else ""
    clash = f'<text class="mx-clash" x="39" y="13"{how["clash"]}>≠</text>' if clashing else ""
    waiting = f'<text class="mx-waiting" x="4" y="29"{how["waiting"]}>◔</text>'
    return (
        f'<g class="mx mx--{cell.direction}{" mx--clash" if clashing else ""}" '
        f'transform="translate({mark.x} {mark.y})"><title>{escape(mark.title)}</title>'
        f'<rect class="mx-tint" x="1.5" y="1.5" width="41" height="41" rx="3"'
        f"{how['tint'].format(TINTS[cell.direction])}{how['clashing'] if clashing else ''} />"
        f'<text class="mx-sign" x="4" y="14"{how["sign"]}>{cell.sign}</text>'
        f'<text class="mx-number{small}" x="39" y="29"{how["number"]}>{cell.claims}</text>'
        f"{clash}{waiting if cell.waiting else ''}"
        f'<use xlink:href="#mx-directness-{cell.directness}" /></g>'
    )


def table_row(marks: Iterable[Mark | None]) -> SafeString:
    """Return the cells of one row of the table, empty where no claim stands."""
    return SafeString("".join(_entry(mark) if mark else "<td></td>" for mark in marks))


def _entry(mark: Mark) -> str:
    cell = mark.cell
    plural = "" if cell.claims == 1 else "s"
    where = escape(f"{cell.row.label} and {cell.column.label}")
    clash = _CLASH_WORDS.format(escape(cell.clash_href), where) if cell.contradictory else ""
    return (
        f'<td><a href="{escape(cell.href)}" title="{escape(mark.words)}">{cell.claims}'
        f'<span class="visually-hidden"> claim{plural}, {where}</span></a> '
        f'<span class="mx-key mx-key--{cell.direction}">{cell.sign}'
        f'<span class="visually-hidden"> {cell.direction_words}</span></span>'
        f"{clash}{_WAITING_WORDS.format(cell.waiting) if cell.waiting else ''}</td>"
    )
