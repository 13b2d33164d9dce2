"""Where the boxes of the flow of papers stand in its picture, in pixels."""

from dataclasses import dataclass

from .prisma import Box, Flow, Line

WIDTH = 760
_BOX = 360
_GAP = 40
_LINE = 24
_PADDING = 14
_BETWEEN = 28


@dataclass(frozen=True)
class Drawn:
    """A box, its left upper corner, its lines, and the arrow that leads to it."""

    box: Box
    x: int
    y: int
    height: int
    lines: list[tuple[Line, int, bool]]
    arrow: str

    @property
    def right(self) -> int:
        """Where the numbers of its lines end."""
        return self.x + _BOX - _PADDING


@dataclass(frozen=True)
class Picture:
    """The whole picture."""

    height: int
    boxes: list[Drawn]
    width: int = WIDTH
    box_width: int = _BOX


def picture_of(flow: Flow) -> Picture:
    """Return the flow from top to bottom; what is left out stands beside where it left."""
    drawn: list[Drawn] = []
    y, row_end, last = 1, 0, None
    for box in flow.boxes:
        height = 2 * _PADDING + _LINE * len(box.lines)
        if box.aside and last is not None:
            x, top = _BOX + _GAP - 1, last.y
            middle = top + min(last.height, height) // 2
            arrow = f"M{_BOX} {middle}H{x - 1}"
        else:
            x, top = 1, y if last is None else row_end + _BETWEEN
            centre = 1 + _BOX // 2
            arrow = "" if last is None else f"M{centre} {last.y + last.height}V{top - 1}"
        lines = [
            (line, top + _PADDING + _LINE * at + 17, at == 0) for at, line in enumerate(box.lines)
        ]
        one = Drawn(box, x, top, height, lines, arrow)
        drawn.append(one)
        row_end = max(row_end, top + height)
        last = last if box.aside else one
    return Picture(row_end + 2, drawn)
