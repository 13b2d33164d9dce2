r"""The one grammar of a cell that holds several values, in every file that goes in or out.

    bone marrow; adipose tissue
    in vitro [measured: yes]; in vivo [measured: unclear, inferred]
    miR-9 [kind: miRNA, acts as: inhibitor, as reported: anti-miR-9]

Values are separated by `;`. What belongs to one value stands after it in square brackets,
separated by `,`, as `name: value` or as a bare mark. In a cell an attribute's name has spaces
(`acts as`), in memory underscores ("acts_as"). Space around values and attributes means nothing.

A backslash makes the next character plain text. Needed, and written, only
- before `;` `[` `]` `\` in a value: `poly\[I:C\]`; a comma, a colon and a slash are plain there;
- before `,` `[` `]` `\` in an attribute: `[locator: table 2\, reference 66]`; a semicolon, and a
  colon after the first one, are plain there;
- before a space at either end.
It may also stand before `:`; before any other character it is an error, never guessed at.

A whole cell `unclear`, `not reported` or `not applicable` is an unknown, and an empty one is
*not checked* (which may also be written out), in any letter case. Only a whole cell is an
unknown: a value of that name is written with empty brackets, `unclear []`, where it is alone.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from evidence.content import Entry, unknown
from evidence.enums import UNKNOWNS

_ESCAPABLE = frozenset(r";,[]:" + "\\")
_IN_NAME = frozenset(";[]\\")
_IN_ATTRIBUTE = frozenset(",[]\\")


class CellError(ValueError):
    """A cell that breaks the grammar: where (1 is the first character), and a sentence why."""

    def __init__(self, position: int, message: str) -> None:
        super().__init__(f"Character {position}: {message}")
        self.position = position
        self.message = message


class _Character(NamedTuple):
    text: str
    position: int
    is_plain: bool

    def is_sign(self, sign: str) -> bool:
        """Tell whether it is `sign` as part of the grammar, not of the text."""
        return self.text == sign and not self.is_plain


def read_unknown(cell: str) -> dict[str, str] | None:
    """Return the unknown that a whole cell says, or None where it says something else."""
    if not cell.strip():
        return unknown("not_checked")
    found = UNKNOWNS.find(cell)
    return unknown(found.value) if found else None


def read_entries(cell: str) -> list[Entry] | dict[str, str]:
    """Return the entries of a cell, each with "name" and its attributes, or an unknown.

    An attribute holds a text, or True where it is a bare mark. Raises CellError.
    """
    if (said := read_unknown(cell)) is not None:
        return said
    return [_read_entry(characters) for characters in _split_entries(_characters(cell))]


def write_entries(value: Iterable[Entry] | dict[str, str]) -> str:
    """Return the cell that reads as `value`; no entries at all read as *not checked*.

    Raises ValueError for an entry no cell can hold: without a name, with an empty attribute, or
    with an attribute whose name is not lower-case words joined by underscores.
    """
    if isinstance(value, dict):
        kind = value["unknown"]
        return "" if kind == "not_checked" else UNKNOWNS.label_of(kind)
    cell = "; ".join(_write_entry(entry) for entry in value)
    return f"{cell} []" if cell and read_unknown(cell) else cell


def _characters(cell: str) -> list[_Character]:
    """Return the characters of `cell` with its backslashes resolved."""
    characters: list[_Character] = []
    numbered = iter(enumerate(cell, start=1))
    for position, text in numbered:
        if text != "\\":
            characters.append(_Character(text, position, is_plain=False))
            continue
        _, escaped = next(numbered, (0, ""))
        if not escaped or not (escaped in _ESCAPABLE or escaped.isspace()):
            before = f"before “{escaped}”" if escaped else "at the end of the cell"
            raise CellError(
                position, f"the backslash {before} has no meaning. Write two for a real one."
            )
        characters.append(_Character(escaped, position, is_plain=True))
    return characters


def _split(characters: list[_Character], is_end: Callable[[_Character], bool]) -> list[list[_Character]]:
    """Return the runs between the characters that end one; each run keeps its ending sign."""
    runs: list[list[_Character]] = [[]]
    for character in characters:
        runs[-1].append(character)
        if is_end(character):
            runs.append([])
    return runs


