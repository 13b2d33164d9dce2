"""Zip containers, looked at before anything in them is opened."""

import io
import re
import stat
import zipfile
import zlib
from itertools import pairwise
from typing import Any
from xml.parsers import expat

from . import limits
from .shapes import Unreadable

_MACROS = ("vbaproject", "/activex/", "/macrosheets/")
_MACRO_FOLDERS = ("basic/", "scripts/")
# A name that leads out of the container, where parts are unpacked: ../x, C:\\x.
_LEADS_OUT = re.compile(r"(?:.*/)?\.\.(?:/|$)|[a-z]:")
_MARKUP = (".xml", ".rels", ".vml")
# What comes before a part's first bytes, at least.
_PART_HEADER = 30
_OUTSIDE = ("xl/externallinks/", "xl/connections", "xl/querytables/", "xl/webextensions/")
_END_OF_DIRECTORY = b"PK\x05\x06"
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UNOPENED = (
    KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, zlib.error,
    ValueError,
)  # fmt: skip


class _RootSeen(Exception):
    """The root element begins: the prologue held no DTD."""


class Container:
    """A zip container whose parts are asked for by name; letter case and slashes are the same."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._called = {_plain(name): name for name in archive.namelist()}

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._called

    @property
    def names(self) -> list[str]:
        """The names of all parts, in lower case."""
        return list(self._called)

    def opened(self, name: str) -> Any:
        """Open a part as it is."""
        try:
            return self._archive.open(self._called[_plain(name)])
        except _UNOPENED as error:
            raise damaged() from error

    def part(self, name: str) -> Any:
        """Open a part for reading, after making sure that its XML declares no document type."""
        self.root_of(name)
        return self.opened(name)

    def root_of(self, name: str) -> str:
        """Return the name of a part's root element, as {namespace}name; refuse a DTD."""
        return root_of(self.start_of(name, 65_536))

    def start_of(self, name: str, most: int) -> bytes:
        """Return the first bytes of a part."""
        try:
            with self.opened(name) as stream:
                return bytes(stream.read(most))
        except _UNOPENED as error:
            raise damaged() from error


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def open_container(data: bytes) -> Container:
    """Return the zip container that `data` is; raise Unreadable for what is not safe to open."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, OSError) as error:
        raise damaged() from error
    if len(entries) > limits.ZIP_ENTRIES:
        raise Unreadable(
            "too_many_parts",
            f"The file holds {len(entries):,} parts, more than the {limits.ZIP_ENTRIES:,} that a "
            "spreadsheet needs. Copy the cells into a new file and save that. Nothing was saved.",
        )
    if sum(entry.file_size for entry in entries) > limits.UNZIPPED_BYTES:
        raise Unreadable(
            "too_big_unpacked",
            f"Unpacked, the file is bigger than {limits.UNZIPPED_BYTES // 1024**2} MiB. Split it "
            "into smaller files. Nothing was saved.",
        )
    _refuse_polyglot(data, entries)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise encrypted()
    names = [_plain(entry.filename) for entry in entries]
    methods = {entry.compress_type for entry in entries}
    if len(set(names)) < len(names) or not methods.issubset(_METHODS):
        raise damaged()
    if any(marker in "/" + name for name in names for marker in _MACROS):
        raise macros()
    if any(name.startswith(_MACRO_FOLDERS) for name in names):
        raise macros()
    if any(name.startswith(_OUTSIDE) for name in names):
        raise outside()
    container = Container(archive)
    _refuse_types(container)
    return container


def _refuse_types(container: Container) -> None:
    """Refuse a DTD in any part: another program may read what is not read here."""
    for name in container.names:
        if name.endswith(_MARKUP):
            try:
                container.root_of(name)
            except Unreadable as refusal:
                # Drawings of old need not be XML, and what is read is looked at again.
                if refusal.code == "dtd":
                    raise


def _refuse_polyglot(data: bytes, entries: list[zipfile.ZipInfo]) -> None:
    """Refuse a container with something before its first part or after its end, and one whose
    parts lead out of it or share their bytes."""
    end = data.rfind(_END_OF_DIRECTORY)
    comment = int.from_bytes(data[end + 20 : end + 22], "little")
    first = min((entry.header_offset for entry in entries), default=0)
    if first != 0 or end + 22 + comment != len(data) or comment:
        raise polyglot()
    if any(
        _LEADS_OUT.match(_plain(entry.filename)) or stat.S_ISLNK(entry.external_attr >> 16)
        for entry in entries
    ):
        raise polyglot()
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    if any(
        before.header_offset + _PART_HEADER + before.compress_size > after.header_offset
        for before, after in pairwise(ordered)
    ):
        raise damaged()


def root_of(head: bytes) -> str:
    """Return the name of the root element, as {namespace}name; raise Unreadable for a DTD."""
    found: list[str] = []

    def refuse(*_: object) -> None:
        raise Unreadable(
            "dtd",
            "The file declares a document type (DTD), which a spreadsheet has no need of and "
            "which can be used for harm. Save it anew in your spreadsheet program. Nothing was "
            "saved.",
        )

    def root(name: str, _: object) -> None:
        found.append("{" + name if "}" in name else name)
        raise _RootSeen

    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = root
    try:
        parser.Parse(head, False)
    except _RootSeen:
        return found[0]
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise damaged() from error
    raise damaged()


def damaged() -> Unreadable:
    return Unreadable(
        "damaged",
        "The file is damaged or was cut off on its way. Open it in your spreadsheet program, save "
        "it anew and choose it again. Nothing was saved.",
    )


def polyglot() -> Unreadable:
    """The refusal of a file that is two things at once."""
    return Unreadable(
        "polyglot",
        "The file is a spreadsheet and something else at once. Open it in your spreadsheet "
        "program, save it as a new file and choose that. Nothing was saved.",
    )


def encrypted() -> Unreadable:
    """The refusal of a file behind a password."""
    return Unreadable(
        "encrypted",
        "The file is protected by a password. Save it without one and choose it again. Nothing "
        "was saved.",
    )


def old_format() -> Unreadable:
    """The refusal of a workbook in one of Excel's binary formats."""
    return Unreadable(
        "old_format",
        "This is a workbook in a binary format of Excel (.xls or .xlsb). Save it as .xlsx and "
        "choose that. Nothing was saved.",
    )


def macros() -> Unreadable:
    """The refusal of a file that can run programs."""
    return Unreadable(
        "macros",
        "The file holds macros or active controls. Save it as a plain workbook (.xlsx or .ods) "
        "and choose that. Nothing was saved.",
    )


def outside() -> Unreadable:
    """The refusal of a file that draws on others."""
    return Unreadable(
        "external_links",
        "The file draws data from other files or addresses. Paste the values in their place, save "
        "and choose it again. Nothing was saved.",
    )


def too_many_rows(row: int) -> Unreadable:
    """The refusal of a sheet with too many rows; `row` is one beyond the limit."""
    return Unreadable(
        "too_many_rows",
        f"Row {row:,}: at most {limits.ROWS:,} rows are read from a file. Split it into several, "
        "or delete the stray cell down there. Nothing was saved.",
    )


def too_many_columns(where: str) -> Unreadable:
    """The refusal of a sheet with too many columns; `where` names a cell beyond the limit."""
    return Unreadable(
        "too_many_columns",
        f"{where}: at most {limits.COLUMNS} columns are read from a file. Delete the columns "
        "beyond, or the stray cell out there. Nothing was saved.",
    )
