"""CSV and NDJSON: rows that were made are only copied."""

from collections.abc import Iterable
from pathlib import Path

from ground.escaping import csv_line
from releases.columns import FLAT_NAMES
from releases.long_rows import LONG_TABLES

from .sheets import LongRows

CSV_HEAD = csv_line(FLAT_NAMES)


def write_csv(path: Path, blocks: Iterable[bytes]) -> None:
    """Write CSV records under one line of column names: UTF-8, LF, no byte order mark."""
    _write(path, f"{CSV_HEAD}\n", blocks)


def write_ndjson(path: Path, blocks: Iterable[bytes]) -> None:
    """Write JSON objects, one a line."""
    _write(path, "", blocks)


def write_long(folder: Path, long: LongRows) -> None:
    """Write every long table into `folder`."""
    for name, table in LONG_TABLES.items():
        with (folder / f"{name}.csv").open("wb") as file:
            file.write(f"{csv_line(table.names)}\n".encode())
            file.writelines(f"{csv_line(row)}\n".encode() for row in long.rows(name))


def _write(path: Path, head: str, blocks: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.write(head.encode())
        file.writelines(blocks)
