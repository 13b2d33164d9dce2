"""All files of a release in one archive, and single ones compressed for the way."""

import shutil
import struct
import zipfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

# Compressed, no name, no clock, as Python's gzip writes it; and where a zip says what precedes.
_GZIP_HEAD = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
_LOCAL_HEAD = struct.Struct("<26xHH")
_AT_ONCE = 1 << 20


class Archive:
    """A zip under way: what is added is compressed while the caller goes on making files."""

    def __init__(self, packed: zipfile.ZipFile, thread: ThreadPoolExecutor, at: datetime) -> None:
        self._packed, self._thread, self._at = packed, thread, at
        self._waiting: list[Future[None]] = []

    def add(self, file: Path) -> None:
        """Put a finished file at the end."""
        self._waiting.append(self._thread.submit(self._pack, file))

    def finish(self) -> None:
        """Wait until all is written; raise what went wrong."""
        for one in self._waiting:
            one.result()

    def _pack(self, file: Path) -> None:
        entry = zipfile.ZipInfo(file.name, self._at.timetuple()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        entry.file_size = file.stat().st_size
        with file.open("rb") as source, self._packed.open(entry, "w") as target:
            shutil.copyfileobj(source, target)


@contextmanager
def archive(path: Path, *, at: datetime) -> Iterator[Archive]:
    """Give a zip whose only date is `at` (UTC); it is whole when the block ends.

    Compressing takes a thread of its own, because it lets others work meanwhile. Memory does not
    grow with the files.
    """
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed,
        ThreadPoolExecutor(1) as thread,
    ):
        made = Archive(packed, thread, at)
        try:
            yield made
            made.finish()
        finally:
            thread.shutdown(cancel_futures=True)


def write_gzip(packed: zipfile.ZipFile, name: str, target: Path) -> None:
    """Write a file of an archive as gzip, without clock or name: what is compressed is the same."""
    entry = packed.getinfo(name)
    with open(str(packed.filename), "rb") as source, target.open("wb") as file:  # noqa: PTH123
        source.seek(entry.header_offset)
        source.seek(sum(_LOCAL_HEAD.unpack(source.read(_LOCAL_HEAD.size))), 1)
        file.write(_GZIP_HEAD)
        left = entry.compress_size
        while left and (some := source.read(min(_AT_ONCE, left))):
            file.write(some)
            left -= len(some)
        file.write(struct.pack("<LL", entry.CRC, entry.file_size & 0xFFFFFFFF))
