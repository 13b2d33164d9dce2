"""CSV and NDJSON: flat rows are only copied; long tables are made from the documents."""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from ground.escaping import csv_line
from releases.columns import FLAT_NAMES
from releases.long_rows import LONG_TABLES, long_rows

CSV_HEAD = csv_line(FLAT_NAMES)


def write_csv(path: Path, blocks: Iterable[bytes]) -> None:
    """Write CSV records under one line of column names: UTF-8, LF, no byte order mark."""
    _write(path, f"{CSV_HEAD}\n", blocks)


def write_ndjson(path: Path, blocks: Iterable[bytes]) -> None:
    """Write JSON objects, one a line."""
    _write(path, "", blocks)


def write_long(folder: Path, documents: Iterable[Any]) -> None:
    """Write every long table into `folder` in one pass over the parsed documents."""
    with ExitStack() as stack:
        files = [
            (table, stack.enter_context((folder / f"{name}.csv").open("wb")))
            for name, table in LONG_TABLES.items()
        ]
        for table, file in files:
            file.write(f"{csv_line(table.names)}\n".encode())
        for document in documents:
            accession, version = document["accession"], str(document["version"])
            for table, file in files:
                for row in long_rows(
                    table, document["claim"], accession=accession, version=version
                ):
                    file.write(f"{csv_line(row)}\n".encode())


def _write(path: Path, head: str, blocks: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.write(head.encode())
        file.writelines(blocks)
