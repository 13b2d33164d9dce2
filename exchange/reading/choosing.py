"""Which sheet of several holds the claims: the one of that name, else the one like it."""

import contextlib
from collections.abc import Callable, Sequence

from .shapes import Cell, Merged, Note, Reading, SheetRow

LOOKED_AT = 20
_MOST_SHEETS = 50
# A sheet that names so many columns holds claims; those an export has beside them name fewer.
_OF_CLAIMS = 5
# What people write behind a name of a column without meaning anything by it.
TRIMMINGS = " :*★☆"


def names_in(cells: Sequence[Cell], known: frozenset[str]) -> int:
    """Return how many known column names stand in a row."""
    said = (
        " ".join(cell.split()).casefold().rstrip(TRIMMINGS)
        for cell in cells
        if isinstance(cell, str)
    )
    return len(known.intersection(said))


class _Enough(Exception):
    """The first rows of a sheet were seen."""


class _Head:
    """Looks at the first rows of a sheet and keeps only how much they look like column names."""

    def __init__(self, known: frozenset[str]) -> None:
        self.known, self.rows, self.most = known, 0, 0

    def add(self, row: SheetRow) -> None:
        """Look at a row."""
        self.rows += 1
        self.most = max(self.most, names_in(row.cells, self.known))
        if self.rows == LOOKED_AT:
            raise _Enough

    def note(self, note: Note) -> None:
        """Leave it: the sheet may not be the one."""

    def merge(self, block: Merged) -> None:
        """Leave it."""


def choose(
    sheets: Sequence[str], wanted: str, known: frozenset[str],
    read: Callable[[int, Reading], None], *, looks_further: bool = False,
) -> tuple[int, list[Note]]:  # fmt: skip
    """Return the place of the sheet to read among `sheets`, and what is to be said of that.

    `read` reads the sheet at a place; its first rows are enough. `looks_further` says that looking
    at the other sheets costs little, so that claims in them are told of beside the wanted one.
    """
    if len(sheets) == 1:
        return 0, []
    folded = [name.strip().casefold() for name in sheets]
    is_there = wanted in folded and bool(_head(folded.index(wanted), known, read).most)
    if is_there and not looks_further:
        return folded.index(wanted), []
    heads = [_head(place, known, read) for place in range(min(len(sheets), _MOST_SHEETS))]
    if is_there:
        best, least = folded.index(wanted), _OF_CLAIMS
    else:
        best, least = max(range(len(heads)), key=lambda place: heads[place].most), 0
    seen = zip(sheets, heads, strict=False)
    others = [name for name, head in seen if head.rows and head.most >= least]
    left_out = ", ".join(f"“{name}”" for name in others if name != sheets[best])
    if not left_out or not heads[best].most:
        return best, []
    message = f"Of several sheets, “{sheets[best]}” was read; left out: {left_out}."
    return best, [Note("sheet_chosen", message)]


def hidden_sheets(names: Sequence[str]) -> Note:
    """The note that hidden sheets are not read."""
    told = ", ".join(f"“{name}”" for name in names[:10]) + (" …" if len(names) > 10 else "")
    return Note("hidden_sheets", f"Hidden sheets are not read: {told}.")


def _head(place: int, known: frozenset[str], read: Callable[[int, Reading], None]) -> _Head:
    head = _Head(known)
    with contextlib.suppress(_Enough):
        read(place, head)
    return head
