"""Three-way: what the row was exported from, what the row says now, what is stored now."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, NamedTuple

from evidence.columns import COLUMNS
from evidence.content import Content

MINE, THEIRS = "mine", "theirs"
# The paper is compared like an answer, under this name.
PAPER = "citation"
_ORDER = (PAPER, *(column.name for column in COLUMNS))


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that would change, or that both sides changed: as values, None where empty."""

    column: str
    base: Any
    mine: Any
    theirs: Any
    is_both_sides: bool = False
    choice: str = ""


class Merged(NamedTuple):
    """What comes of a row: what changes, and what both sides changed, with a choice or without."""

    changes: Sequence[CellChange] = ()
    both_sides: Sequence[CellChange] = ()
    settled: Sequence[CellChange] = ()

    def applied_to(self, content: Content) -> Content:
        """Return `content` with the changes made; what did not change is left as it was typed."""
        result = dict(content)
        for change in self.changes:
            if change.column == PAPER:
                continue
            if change.mine:
                result[change.column] = change.mine
            else:
                result.pop(change.column, None)
        return result


# Of a row that is compared with nothing.
UNCHANGED = Merged()


def same(one: Any, other: Any) -> bool:
    """Tell whether two answers are equal; an absent one equals an empty one."""
    return one == other or not (one or other)


def merge(
    *,
    mine: Mapping[str, Any],
    clears: Set[str],
    base: Mapping[str, Any],
    theirs: Mapping[str, Any],
    choices: Mapping[str, str],
) -> Merged:
    """Compare what a row says with what it was made from and with what is stored.

    An empty cell of the row leaves what is stored; so does one that only repeats the base. Where
    the row and the store both left the base, in different ways, `choices` says per column whose
    answer counts; without a choice the change is listed as both sides'.
    """
    changes: list[CellChange] = []
    both_sides: list[CellChange] = []
    settled: list[CellChange] = []
    for name in _ORDER:
        if name not in mine and name not in clears:
            continue
        told, was, now = mine.get(name), base.get(name), theirs.get(name)
        # Who says [clear] wants away what stands there, also where the base is not known any more.
        if same(told, now) or (same(told, was) and name not in clears):
            continue
        is_both = not same(now, was)
        choice = choices.get(name, "") if is_both else ""
        change = CellChange(name, was, told, now, is_both, choice)
        if not is_both or choice == MINE:
            changes.append(change)
        if is_both:
            (settled if choice in (MINE, THEIRS) else both_sides).append(change)
    return Merged(changes, both_sides, settled)
