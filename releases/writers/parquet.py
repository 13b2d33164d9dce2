"""Parquet of the flat rows, where pyarrow is installed: for dataframes, beside the archive."""

from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from releases.columns import FLAT_NAMES

_AT_ONCE = 2_000  # rows of a group: what is in memory at a time


def can_write_parquet() -> bool:
    """Tell whether pyarrow, which is optional, is there."""
    return find_spec("pyarrow") is not None


def write_parquet(path: Path, ndjson: Path, *, about: Mapping[str, str]) -> None:
    """Write the rows of an NDJSON file of flat rows: every column text, as in the CSV.

    The same rows are the same bytes with the same pyarrow, whose version the file names; other
    versions write other bytes. `about` stands in the file's metadata.
    """
    import pyarrow  # optional, and slow to load
    import pyarrow.parquet

    schema = pyarrow.schema(
        [pyarrow.field(name, pyarrow.string(), nullable=False) for name in FLAT_NAMES],
        metadata=dict(about),
    )
    writer = pyarrow.parquet.ParquetWriter(
        path, schema, version="2.6", data_page_version="1.0", compression="zstd",
        compression_level=3, use_dictionary=True, write_statistics=True,
    )  # fmt: skip
    with writer, ndjson.open("rb") as lines:
        for rows in _some(lines):
            columns = [[row[name] for row in rows] for name in FLAT_NAMES]
            writer.write_table(pyarrow.table(columns, schema=schema), row_group_size=_AT_ONCE)


def _some(lines: Iterator[bytes]) -> Iterator[list[dict[str, Any]]]:
    while rows := [orjson.loads(line) for line in islice(lines, _AT_ONCE)]:
        yield rows
