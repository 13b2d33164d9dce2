"""CSV and NDJSON: rows that were printed before are only copied."""

from collections.abc import Iterable
from pathlib import Path

from ground.escaping import csv_line
from releases.columns import FLAT_NAMES

CSV_HEAD = csv_line(FLAT_NAMES)


def write_csv(path: Path, chunks: Iterable[list[str]]) -> None:
    """Write CSV records under one line of column names: UTF-8, LF, no byte order mark."""
    _write(path, CSV_HEAD + "\n", chunks)


def write_ndjson(path: Path, chunks: Iterable[list[str]]) -> None:
    """Write JSON objects, one a line."""
    _write(path, "", chunks)


def _write(path: Path, head: str, chunks: Iterable[list[str]]) -> None:
    with path.open("wb") as file:
        file.write(head.encode())
        for lines in chunks:
            lines.append("")
            file.write("\n".join(lines).encode())
