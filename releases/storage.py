"""Where the bytes of releases lie: in the home, under the hash of their content.

A file gets its name only when it is whole and on the disk; what a crash leaves behind has no row
that names it and disturbs nobody.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from django.conf import settings


class Stored(NamedTuple):
    """A file as it is known for ever."""

    sha256: str
    size: int


def folder() -> Path:
    """Return the folder of all release files; it may not exist yet."""
    return Path(settings.EVIDENCE_HOME) / "releases"


def path_of(sha256: str) -> Path:
    """Return where the bytes with this hash lie."""
    return folder() / sha256[:2] / sha256


@contextmanager
def workplace() -> Iterator[Path]:
    """Give a folder on the same disk in which files are made; it goes away with the block."""
    folder().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=folder()) as name:
        yield Path(name)


def hash_of(path: Path) -> Stored:
    """Return hash and size of a file's bytes."""
    with path.open("rb") as file:
        return Stored(hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size)


def keep(path: Path, stored: Stored) -> None:
    """Bring a finished file to where its hash says; it is on the disk when this returns."""
    final = path_of(stored.sha256)
    final.parent.mkdir(exist_ok=True)
    with path.open("rb") as file:
        os.fsync(file.fileno())
    path.rename(final)
    for directory in (final.parent, folder()):
        _flush(directory)


def _flush(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
