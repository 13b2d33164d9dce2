"""Where the bytes of releases lie: in the home, under the hash of their content.

A file gets its name only when it is whole and on the disk. The folder in which the files of a
release are made lists what was placed out of it until the release is committed, so that what a
crash leaves behind is known exactly and nothing else is ever swept.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Container
from pathlib import Path
from typing import BinaryIO, NamedTuple

from django.conf import settings

_MAKING = ".making-"
_PLACED = ".placed"
_DAMAGED = ".damaged"

# What a file looked like when its hash was last computed by this process.
_seen_whole: dict[str, tuple[int, ...]] = {}


class Stored(NamedTuple):
    """A file as it is known for ever."""

    sha256: str
    size: int


class DamagedError(Exception):
    """The bytes that lie under a hash are not those; `found` says what is there instead."""

    def __init__(self, sha256: str, found: str) -> None:
        super().__init__(f"{sha256}: {found}")
        self.sha256, self.found = sha256, found


def folder() -> Path:
    """Return the folder of all release files; it may not exist yet."""
    return Path(settings.EVIDENCE_HOME) / "releases"


def path_of(sha256: str) -> Path:
    """Return where the bytes with this hash lie."""
    return folder() / sha256[:2] / sha256


def make_workplace() -> Path:
    """Return a new folder on the same disk in which files are made."""
    folder().mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=_MAKING, dir=folder()))


def workplaces() -> list[Path]:
    """Return the workplaces that are there now: in use, or left behind by a crash."""
    return sorted(folder().glob(f"{_MAKING}*"))


def hash_of(path: Path) -> Stored:
    """Return hash and size of a file's bytes."""
    with path.open("rb") as file:
        return Stored(hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size)


def keep(path: Path, stored: Stored) -> None:
    """Bring a finished file of a workplace to where its hash says; it is on the disk then."""
    final = path_of(stored.sha256)
    final.parent.mkdir(exist_ok=True)
    if not final.exists():
        with (path.parent / _PLACED).open("a") as placed:
            placed.write(f"{stored.sha256}\n")
            placed.flush()
            os.fsync(placed.fileno())
        _flush(path.parent)
    with path.open("rb") as file:
        os.fsync(file.fileno())
    path.rename(final)
    for directory in (final.parent, folder()):
        _flush(directory)
    (folder() / _DAMAGED / stored.sha256).unlink(missing_ok=True)


def placed_from(workplace: Path) -> set[str]:
    """Return the hashes of the files that were newly placed out of a workplace."""
    try:
        return set((workplace / _PLACED).read_text().split())
    except FileNotFoundError:
        return set()


def clear(workplace: Path, *, take_back: Container[str]) -> None:
    """Remove a workplace, and of what was placed out of it the files with a hash to take back."""
    for sha256 in sorted(placed_from(workplace)):
        if sha256 in take_back:
            path_of(sha256).unlink(missing_ok=True)
    shutil.rmtree(workplace)


def open_whole(stored: Stored, *, trusting: bool = True) -> BinaryIO:
    """Open the bytes with this hash, and no others; raise DamagedError where they are not there.

    The hash is computed when this process first sees the file, and again whenever its size, times
    or inode are not what they were then; unless `trusting` these, always.
    """
    try:
        file = path_of(stored.sha256).open("rb")
    except OSError as error:
        raise DamagedError(stored.sha256, error.strerror or "cannot be read") from error
    try:
        stamp = _stamp(file)
        if not trusting or _seen_whole.get(stored.sha256) != stamp:
            found = hashlib.file_digest(file, "sha256").hexdigest()
            if found != stored.sha256:
                raise DamagedError(stored.sha256, f"its SHA-256 is {found} now")
            file.seek(0)
            _seen_whole[stored.sha256] = stamp
    except BaseException:
        file.close()
        raise
    return file


def mark_damaged(sha256: str) -> None:
    """Remember that a file is damaged, until it is found whole again."""
    (folder() / _DAMAGED).mkdir(parents=True, exist_ok=True)
    (folder() / _DAMAGED / sha256).touch()


def unmark_damaged(sha256: str) -> None:
    """Forget that a file was damaged: it was found whole again."""
    (folder() / _DAMAGED / sha256).unlink(missing_ok=True)


def damaged() -> int:
    """Return how many files are known to be damaged."""
    return sum(1 for _ in (folder() / _DAMAGED).glob("*"))


def _stamp(file: BinaryIO) -> tuple[int, ...]:
    """Return what changes when a file is written or replaced; only root can set a ctime back."""
    stat = os.fstat(file.fileno())
    return (stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)


def _flush(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
