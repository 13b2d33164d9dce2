"""Parquet of the flat rows, where pyarrow is installed: for dataframes, beside the archive."""

from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from releases.columns import FLAT_NAMES

_BLOCK = 1 << 24  # bytes that are in memory at a time; no row has so many


def can_write_parquet() -> bool:
    """Tell whether pyarrow, which is optional, is there."""
    return find_spec("pyarrow") is not None


def write_parquet(path: Path, ndjson: Path, *, about: Mapping[str, str]) -> None:
    """Write the rows of an NDJSON file of flat rows: every column text, as in the CSV.

    The same rows are the same bytes with the same pyarrow, whose version the file names; other
    versions write other bytes. `about` stands in the file's metadata.
    """
    import pyarrow  # optional, and slow to load
    import pyarrow.json
    import pyarrow.parquet

    fields = [pyarrow.field(name, pyarrow.string(), nullable=False) for name in FLAT_NAMES]
    schema = pyarrow.schema(fields, metadata=dict(about))
    # Texts, whatever they look like; the cast below refuses a row that lacks one of them.
    read = pyarrow.schema([field.with_nullable(True) for field in fields])
    parsing = pyarrow.json.ParseOptions(explicit_schema=read, unexpected_field_behavior="error")
    reading = pyarrow.json.ReadOptions(block_size=2 * _BLOCK, use_threads=False)
    writer = pyarrow.parquet.ParquetWriter(
        path, schema, version="2.6", data_page_version="1.0", compression="zstd",
        compression_level=3, use_dictionary=True, write_statistics=True,
    )  # fmt: skip
    with writer:
        for rows in _blocks(ndjson):
            source = pyarrow.BufferReader(rows)
            block = pyarrow.json.read_json(source, reading, parsing)
            writer.write_table(block.cast(schema))


def _blocks(ndjson: Path) -> Iterator[bytes]:
    """Yield the rows block by block; Arrow, asked to, would read the whole file ahead."""
    rest = b""
    with ndjson.open("rb") as file:
        while piece := file.read(_BLOCK):
            rest += piece
            if end := rest.rfind(b"\n") + 1:
                yield rest[:end]
                rest = rest[end:]
    if rest:
        yield rest
