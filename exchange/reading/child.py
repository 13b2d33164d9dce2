"""The reading process: plain Python in a fence, so that no file can hurt the ones who wait.

It reads the file from its standard input and writes JSON lines: one a row, and at the end what
is to be said of the whole, or why it is refused. It imports nothing but the standard library.
"""

import gc
import json
import os
import resource
import sys
from typing import Any

from . import limits
from .containers import (
    damaged,
    encrypted,
    old_format,
    open_container,
    polyglot,
    too_many_rows,
)
from .ods import read_ods
from .shapes import Merged, Note, Reading, SheetRow, Unreadable
from .texts import looks_binary, read_text
from .xlsx import is_workbook, read_xlsx

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_NAME = "EncryptedPackage".encode("utf-16-le")
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_PAGES = (b"<!doctype", b"<html", b"<?xml", b"{\\rtf", b"%pdf")


class _Telling:
    """Says every row as soon as it is read, and keeps the rest for the end."""

    def __init__(self) -> None:
        self.rows = self.cells = self.said = 0
        self.notes: list[Note] = []
        self.merged: list[Merged] = []

    def add(self, row: SheetRow) -> None:
        """Say a row."""
        self.rows += 1
        self.cells += len(row.cells)
        if self.rows > limits.ROWS + 1:
            raise too_many_rows(row.number)
        self.said += _say([row.number, *row.cells])
        if self.cells > limits.CELLS or self.said > limits.SAID_BYTES:
            raise Unreadable("too_big", TOO_BIG)

    def note(self, note: Note) -> None:
        """Keep a note."""
        self.notes.append(note)

    def merge(self, block: Merged) -> None:
        """Keep a block of merged cells."""
        self.merged.append(block)
        if len(self.merged) > limits.MERGED_BLOCKS:
            raise Unreadable(
                "merged_cells",
                f"More than {limits.MERGED_BLOCKS} blocks of cells are merged, so it is not clear "
                "which row says what. Unmerge all cells and fill them in. Nothing was saved.",
            )


def main() -> None:
    """Read standard input as a file whose known column names are the arguments."""
    _fence()
    # Trees of XML hold no circles; looking for them takes a third of the time.
    gc.disable()
    wanted, *known = sys.argv[1:]
    telling = _Telling()
    refused = ("", "")
    try:
        kind, name = read(sys.stdin.buffer.read(), wanted, frozenset(known), telling)
    except Unreadable as refusal:
        refused = refusal.code, refusal.message
    except MemoryError:
        refused = "too_big", TOO_BIG
    except RecursionError:  # no program nests elements a thousand deep
        refused = "damaged", damaged().message
    # Said only now: with the error what was read is forgotten, and there is memory to say it.
    if refused[0]:
        _say({"refused": refused[0], "message": refused[1]})
        return
    _say({"format": kind, "name": name, "notes": telling.notes, "merged": telling.merged})


TOO_BIG = (
    "The file takes more memory or time to read than a spreadsheet of evidence needs. Split it "
    "into smaller files and choose them one by one. Nothing was saved."
)


def _fence() -> None:
    """Give up everything that reading a file does not need."""
    for what, most in (
        (resource.RLIMIT_CPU, limits.seconds_for(os.fstat(0).st_size)),
        (resource.RLIMIT_AS, limits.MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, limits.OUTPUT_BYTES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(what, (most, most))


def _say(what: Any) -> int:
    return sys.stdout.write(json.dumps(what) + "\n")


def read(data: bytes, wanted: str, known: frozenset[str], reading: Reading) -> tuple[str, str]:
    """Read `data`, told by what it is and not by what it is called; return format and sheet."""
    if not data.strip(b" \t\r\n\x0b\x0c\xef\xbb\xbf\xfe\xff"):
        raise Unreadable("empty", "The file is empty. Choose another one. Nothing was saved.")
    if data.startswith(_ZIP):
        return _read_container(data, wanted, known, reading)
    if data.startswith(_OLE):
        raise encrypted() if _ENCRYPTED_NAME in data else old_format()
    if b"PK\x05\x06" in data[-65_600:] and (b"xl/workbook" in data or _ODS.encode() in data):
        return _read_container(data, wanted, known, reading)
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(_PAGES) or looks_binary(data):
        raise Unreadable(
            "not_a_spreadsheet",
            "This is no spreadsheet. XLSX, ODS, CSV and TSV are read: save your table as one of "
            "these and choose that. Nothing was saved.",
        )
    return read_text(data, known, reading), ""


def _read_container(
    data: bytes, wanted: str, known: frozenset[str], reading: Reading
) -> tuple[str, str]:
    container = open_container(data)
    if is_workbook(container):
        if "mimetype" in container:
            raise polyglot()
        return "xlsx", read_xlsx(container, wanted, known, reading)
    if "mimetype" in container:
        if container.start_of("mimetype", 200).decode("latin-1").strip().startswith(_ODS):
            return "ods", read_ods(container, wanted, known, reading)
        raise _another_kind()
    raise _another_kind() if container.names else damaged()


def _another_kind() -> Unreadable:
    return Unreadable(
        "not_a_spreadsheet",
        "This is a document of another kind, no XLSX or ODS spreadsheet. Save your table as XLSX, "
        "ODS, CSV or TSV and choose that. Nothing was saved.",
    )
