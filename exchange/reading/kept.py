"""The rows of a sheet, kept as the lines in which the reading process said them."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, overload

import orjson

from .shapes import Odd, SheetRow


class KeptRows(Sequence[SheetRow]):
    """Rows that become cells when they are asked for: as text they take a tenth of the room."""

    def __init__(self, lines: list[bytes]) -> None:
        self._lines = lines

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[SheetRow]:
        return map(_row, self._lines)

    @overload
    def __getitem__(self, at: int) -> SheetRow: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[SheetRow]: ...
    def __getitem__(self, at: int | slice) -> SheetRow | Sequence[SheetRow]:
        if isinstance(at, slice):
            return [_row(line) for line in self._lines[at]]
        return _row(self._lines[at])


def _row(line: bytes) -> SheetRow:
    number, *cells = said_in(line)
    return SheetRow(number, [cell if cell.__class__ is str else Odd(*cell) for cell in cells])


def said_in(line: bytes) -> Any:
    """Return what a line says; half a character, which orjson refuses, is read as well."""
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        return json.loads(line)
