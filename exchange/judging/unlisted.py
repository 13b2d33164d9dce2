"""Names that a closed list lacks."""

import re
from collections.abc import Callable, Iterable, Mapping

from evidence.cells import read_text
from evidence.columns import BY_NAME, Column
from evidence.names import fold
from exchange.reading.shapes import Cell

from .findings import Finding

# What people write where they have no name: it would become a name.
NO_NAME = re.compile(
    r"[\W_]+|n\.?/?a\.?|nan|null|nil|missing|no data|n\.?[dr]\.?|tb[ad]|unknown|unspecified"
    r"|not (?:available|determined|known|specified|stated|given|mentioned)", re.I
)  # fmt: skip
NO_NAME_HINT = (
    "Write “unclear”, “not reported” or “not applicable”, or leave the cell empty for not checked."
)
# A cell that is one name and nothing else, whatever the grammar of cells.
_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 _.-]{0,58}[A-Za-z0-9])?")


def list_of(column: Column) -> str:
    """Return the name of the list in which the column's names stand, "" where there is none."""
    return column.choices.name if column.choices else column.vocabulary


class Unlisted:
    """Tells quickly of a cell that is one plain name which its closed list lacks.

    `closed` are the names (folded) of the closed vocabularies, `chosen` what a person said that
    (list, folded name) means.
    """

    def __init__(
        self, closed: Mapping[str, list[str]], chosen: Mapping[tuple[str, str], str]
    ) -> None:
        self._chosen = {key for kind, key in chosen if kind != "column"}
        self._lists = {
            column.name: (
                f"{column.label}, value 1: “" if column.many else f"{column.label}: “",
                column.choices.find if column.choices else _finder(known),
                f"Choose one of: {', '.join(known)}.",
            )
            for column in BY_NAME.values()
            if (known := column.choices.labels if column.choices else closed.get(column.vocabulary))
        }

    def quickly(self, name: str, cell: Cell) -> Finding | None:
        """Return what is wrong with a plain name, None where it takes a closer look to say.

        It is what the closer look would say, but for the nearest name.
        """
        if name not in self._lists or not isinstance(cell, str) or not _PLAIN.fullmatch(cell):
            return None
        where, find, hint = self._lists[name]
        if find(cell) or not isinstance(read_text(cell), str):
            return None
        if self._chosen and fold(cell) in self._chosen:
            return None
        if NO_NAME.fullmatch(cell):
            hint = NO_NAME_HINT
        message = f"{where}{cell}” is not in this closed list."
        return Finding("not_in_list", message, hint, None, name, cell)


def _finder(names: Iterable[str]) -> Callable[[str], object]:
    known = frozenset(names)
    return lambda text: fold(text) in known
