"""CSV and TSV: which encoding, which separator, and then every record as it stands."""

import csv
import io
import re

from . import limits
from .containers import too_many_columns
from .shapes import Note, Reading, SheetRow, Unreadable

_SEPARATORS = (",", "\t", ";", "|")
_SAID_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.I)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_HEAD = 65_536
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CALLED = {"cp1252": "Windows-1252", "gb18030": "GB18030"}


def read_text(data: bytes, known: frozenset[str], reading: Reading) -> str:
    """Read the records of a CSV or TSV file and return which of the two it is.

    `known` are column names by which the separator is told.
    """
    text, guessed = _decoded(data)
    if guessed:
        message = (
            f"The file is not UTF-8; it was read as {_CALLED[guessed]}. Look whether accented and "
            "Greek letters are right, or save it as “CSV UTF-8”."
        )
        reading.note(Note("encoding_guessed", message))
    if match := _SAID_SEPARATOR.match(text):
        separator = match.group(1)
        text = text[match.end() :]
    else:
        separator = _separator(text, known)
    csv.field_size_limit(limits.FILE_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, record in enumerate(reader, start=1):
            _take(reading, number, record)
    except csv.Error as error:
        raise Unreadable(
            "broken_quotes",
            f"Row {number + 1}: a quotation mark is opened and never closed, or stands inside a "
            'cell that is not quoted. Write it twice ("") to mean one. Nothing was saved.',
        ) from error
    return "tsv" if separator == "\t" else "csv"


def _take(reading: Reading, number: int, record: list[str]) -> None:
    while record and record[-1] == "":
        record.pop()
    if not record:
        return
    if len(record) > limits.COLUMNS:
        raise too_many_columns(f"Row {number}")
    reading.add(SheetRow(number, list(record)))


def _decoded(data: bytes) -> tuple[str, str]:
    """Return the text, and which encoding it was guessed to have, or "" where that is sure."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), ""
            except UnicodeDecodeError as error:
                raise _undecodable() from error
    if encoding := _wide(data):
        try:
            return data.decode(encoding), ""
        except UnicodeDecodeError as error:
            raise _undecodable() from error
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    for encoding in ("gb18030", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "cp1252" or _is_chinese(text):
            return text, encoding
    raise _undecodable()


def _wide(data: bytes) -> str:
    """Return UTF-16 without its mark, which shows in every second byte being zero."""
    head = data[:_HEAD]
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = max(len(head) // 2, 1)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.05 * half else ""


def _is_chinese(text: str) -> bool:
    """Tell whether nearly all letters beyond ASCII are ones that Chinese texts really use."""
    beyond = [letter for letter in text if ord(letter) > 127]
    usual = 0
    for letter in beyond:
        try:
            usual += len(letter.encode("gb2312")) // 2
        except UnicodeEncodeError:
            continue
    return usual >= 0.9 * len(beyond)


def _separator(text: str, known: frozenset[str]) -> str:
    """Return the separator under which the first record names the most known columns."""
    head = text[:_HEAD].lstrip("\r\n")
    best, most = ",", (-1, -1)
    for separator in _SEPARATORS:
        try:
            first = next(csv.reader(io.StringIO(head, newline=""), delimiter=separator), [])
        except csv.Error:
            continue
        count = (len({cell.strip().casefold() for cell in first} & known), len(first))
        if count > most:
            best, most = separator, count
    return best


def looks_binary(data: bytes) -> bool:
    """Tell whether `data` is no text at all."""
    if data.startswith(tuple(mark for mark, _ in _BOMS)) or _wide(data):
        return False
    head = data[:_HEAD]
    control = len(_CONTROL.findall(head.decode("latin-1")))
    return control > max(8, len(head) // 50)


def _undecodable() -> Unreadable:
    return Unreadable(
        "encoding",
        "The file is text in an encoding that is not known here. Save it as “CSV UTF-8” or as "
        "XLSX and choose it again. Nothing was saved.",
    )
