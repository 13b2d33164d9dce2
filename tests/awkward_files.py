"""Awkward and hostile spreadsheet files, each with what has to come of it.

`python -m tests.awkward_files DIRECTORY` writes them all, to be looked at or tried elsewhere.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.workbooks import HEAD, csv_text, row

Wrong = tuple[int, str, str] | tuple[int, str, str, str]


@dataclass(frozen=True)
class AwkwardFile:
    """A file; `errors` are (row, column, code) or (row, column, code, value), `ok` how many rows
    are right, `cells` what some of the right rows must say exactly: (row, column, value)."""

    name: str
    data: bytes
    outcome: str
    code: str = ""
    errors: frozenset[Wrong] = frozenset()
    ok: int = 1
    warns: str = ""
    cells: tuple[tuple[int, str, Any], ...] = ()


def wrong(name: str, data: bytes, *errors: Wrong, ok: int = 0) -> AwkwardFile:
    """A file with rows that cannot be imported."""
    return AwkwardFile(name, data, "row_errors", "row_errors", frozenset(errors), ok)


def fine(
    name: str, data: bytes, *cells: tuple[int, str, Any], ok: int = 1, warns: str = ""
) -> AwkwardFile:
    """A file that is taken as it is, or with the warning `warns`."""
    return AwkwardFile(name, data, "", "", frozenset(), ok, warns, cells)


def refused(name: str, data: bytes, code: str) -> AwkwardFile:
    """A file that is refused as a whole."""
    return AwkwardFile(name, data, "reject", code, ok=0)


def one(**cells: Any) -> list[list[Any]]:
    """The head and one row."""
    return [HEAD, row(1, **cells)]


def text_file(rows: list[list[Any]], separator: str = ",", end: str = "\r\n") -> bytes:
    """A CSV file in UTF-8."""
    return csv_text(rows, separator, end).encode()


def all_files() -> Iterator[AwkwardFile]:
    """Yield every file."""
    from tests.awkward import (
        cells,
        containers,
        damage,
        oddities,
        programs,
        shapes,
        strangers,
        texts,
    )

    for module in (texts, damage, cells, programs, shapes, containers, oddities, strangers):
        yield from module.files()


def large_files() -> Iterator[AwkwardFile]:
    """Yield the files that are as large as may be."""
    from tests.awkward import many

    yield from many.files()


if __name__ == "__main__":
    into = Path(sys.argv[1])
    into.mkdir(parents=True, exist_ok=True)
    for number, file in enumerate((*all_files(), *large_files()), start=1):
        name = "".join(x if x.isalnum() or x in "-_." else "_" for x in file.name)[:100]
        (into / f"{number:03d}-{name}").write_bytes(file.data)
