"""Having a file read in a process of its own, and taking what it says."""

import logging
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, Any

from . import limits
from .child import TOO_BIG
from .containers import damaged
from .kept import KeptRows, said_in
from .shapes import Merged, Note, Sheet, Unreadable

_HERE = str(Path(__file__).resolve().parent.parent.parent)
_LOG = logging.getLogger(__name__)
_START = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); "
    "from exchange.reading.child import main; main()"
)


def read_sheet(data: bytes, *, wanted: str, known: frozenset[str]) -> Sheet:
    """Return what the spreadsheet file `data` holds; raise Unreadable where it is refused.

    `wanted` is the folded name of the sheet to read where there are several; `known` are the
    column names by which a text file's separator is found. The file is read in a process with
    little memory and time, whatever happens to it.
    """
    if len(data) > limits.FILE_BYTES:
        raise Unreadable(
            "too_big",
            f"The file has {len(data) / 1024**2:.1f} MiB; at most "
            f"{limits.FILE_BYTES // 1024**2} MiB are read. Split it. Nothing was saved.",
        )
    with tempfile.TemporaryFile() as into, tempfile.TemporaryFile() as out:
        into.write(data)
        into.seek(0)
        patience = limits.PATIENCE * limits.seconds_for(len(data))
        failed = _run(into, out, [wanted, *sorted(known)], patience)
        out.seek(0)
        sheet = _taken(out)
    if sheet is not None:
        return sheet
    if failed:
        # A fault of ours, met by a file nobody thought of: the person hears that it cannot be
        # read, and the log why.
        _LOG.error("reading a spreadsheet failed", extra={"said": failed})
        raise damaged()
    raise Unreadable("too_slow", TOO_BIG)


def _run(into: IO[bytes], out: IO[bytes], arguments: list[str], patience: int) -> str:
    """Let the reading process run; return what it died of, "" where it ended or was stopped."""
    command = [sys.executable, "-I", "-S", "-X", "utf8", "-c", _START, _HERE, *arguments]
    try:
        with tempfile.TemporaryFile() as said:
            done = subprocess.run(
                command, stdin=into, stdout=out, stderr=said, check=False, env={},
                timeout=patience,
            )  # fmt: skip
            said.seek(0)
            return said.read().decode(errors="replace")[-2_000:] if done.returncode > 0 else ""
    except subprocess.TimeoutExpired as error:
        raise Unreadable("too_slow", TOO_BIG) from error


def _taken(out: IO[bytes]) -> Sheet | None:
    """Return the sheet that was written, or None where there is no end of it."""
    rows: list[bytes] = []
    for line in out:
        if line.startswith(b"["):
            rows.append(line)
        elif line.endswith(b"\n"):
            return _sheet(said_in(line), KeptRows(rows))
    return None


def _sheet(end: dict[str, Any], rows: KeptRows) -> Sheet:
    if "refused" in end:
        raise Unreadable(end["refused"], end["message"])
    notes = [Note(*note) for note in end["notes"]]
    merged = [Merged(*block) for block in end["merged"]]
    return Sheet(end["format"], end["name"], rows, notes, merged)
