"""CSV and TSV: which encoding, which separator, and then every record as it stands."""

import csv
import io
import re
from itertools import islice

from . import limits
from .choosing import LOOKED_AT, names_in
from .containers import too_many_columns
from .shapes import CUT_OFF, Note, Reading, SheetRow, Unreadable

_CUT_OFF = "The last row has fewer cells than the others and no line end: the file is cut off."
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
_CALLED = {"cp1252": "Windows-1252", "gb18030": "GB18030", "mac-roman": "Mac Roman"}
# Western texts have no three accented letters and no four letters or signs beyond ASCII in a row;
# other alphabets misread have.
_NOT_WESTERN = re.compile(r"[^\x00-\x7f]{4}|[^\W\x00-\x7f]{3}")
_UTF_7 = b"+/v"
_KANA = re.compile("[\u3040-\u30ff]")
# What is left of the second half of the commonest Chinese characters, in the order of GB 2312, and
# never used by Korean texts, which stand in the first half of it when misread.
_LATER_HALF = 0xC9
_ENOUGH = 10
_BEYOND = re.compile(r"\S*[^\x00-\x7f]\S*")


def read_text(data: bytes, known: frozenset[str], reading: Reading) -> str:
    """Read the records of a CSV or TSV file and return which of the two it is.

    `known` are column names by which the separator is told.
    """
    text, guessed = _decoded(data)
    if guessed:
        words = ", ".join(f"“{word[:40]}”" for word in dict.fromkeys(_BEYOND.findall(text)[:5]))
        message = (
            f"The file is not UTF-8; it was read as {_CALLED[guessed]}. Look whether accented and "
            f"Greek letters are right ({words}), or save it as “CSV UTF-8”."
        )
        reading.note(Note("encoding_guessed", message))
    csv.field_size_limit(4 * limits.FILE_BYTES)
    if match := _SAID_SEPARATOR.match(text):
        separator = match.group(1)
        text = text[match.end() :]
    else:
        separator = _separator(text, known)
    # Programs of old times end a file with this mark.
    text = text.removesuffix("\x1a")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number, widths = 0, list[int]()
    try:
        for number, record in enumerate(reader, start=1):
            widths.append(len(record))
            _take(reading, number, record)
    except csv.Error as error:
        raise Unreadable(
            "broken_quotes",
            f"Row {number + 1}: a quotation mark is opened and never closed, or stands inside a "
            'cell that is not quoted. Write it twice ("") to mean one. Nothing was saved.',
        ) from error
    if _is_cut_off(widths, text):
        reading.note(Note(CUT_OFF, _CUT_OFF, number))
    return "tsv" if separator == "\t" else "csv"


def _take(reading: Reading, number: int, record: list[str]) -> None:
    while record and not record[-1].strip():
        record.pop()
    if not record:
        return
    if len(record) > limits.COLUMNS:
        raise too_many_columns(f"Row {number}")
    reading.add(SheetRow(number, list(record)))


def _is_cut_off(widths: list[int], text: str) -> bool:
    """Tell whether the last record is shorter than all others, which are equal, and has no end."""
    others = set(widths[:-1]) - {0}
    return (
        len(widths) > 2 and len(others) == 1 and 0 < widths[-1] < max(others)
        and not text.endswith(("\n", "\r"))
    )  # fmt: skip


def _decoded(data: bytes) -> tuple[str, str]:
    """Return the text, and which encoding it was guessed to have, or "" where that is sure."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _certain(data, len(mark), encoding), ""
    if encoding := _wide(data):
        return _certain(data, 0, encoding), ""
    if data.startswith(_UTF_7):
        raise _undecodable(data)
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        if error.end == len(data) or _is_damaged_utf8(data):
            raise _undecodable(data, error) from error
    return _guessed(data)


def _certain(data: bytes, start: int, encoding: str) -> str:
    try:
        return data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data, error) from error


def _guessed(data: bytes) -> tuple[str, str]:
    """Return the text and its encoding, as the letters that come of it tell."""
    western = "cp1252" if b"\n" in data or b"\r" not in data else "mac-roman"
    for encoding in ("gb18030", western):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_chinese(text) if encoding == "gb18030" else not _NOT_WESTERN.search(text):
            return text, encoding
    raise _undecodable(data)


def _wide(data: bytes) -> str:
    """Return UTF-16 without its mark, which shows in every second byte being zero."""
    head = data[:_HEAD]
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = max(len(head) // 2, 1)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.05 * half else ""


def _is_damaged_utf8(data: bytes) -> bool:
    """Tell whether much of what is beyond ASCII is UTF-8, and some of it is not."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return sum(letter > "\x7f" for letter in text) >= 2 * bad


def _is_chinese(text: str) -> bool:
    """Tell whether most letters beyond ASCII are ones that Chinese texts really use.

    Japanese misread as Chinese keeps its kana, and Korean has only the first half of the table.
    """
    beyond = [letter for letter in text if ord(letter) > 127]
    usual = later = 0
    for letter in beyond:
        try:
            first, *_ = letter.encode("gb2312")
        except UnicodeEncodeError:
            continue
        usual += 1
        later += first >= _LATER_HALF
    if _KANA.search(text) or (usual > _ENOUGH and later < 0.1 * usual):
        return False
    return usual >= 0.7 * len(beyond)


def _separator(text: str, known: frozenset[str]) -> str:
    """Return the separator under which one of the first records names the most known columns."""
    head = text[:_HEAD].lstrip("\r\n")
    best, most = ",", (-1, -1)
    for separator in _SEPARATORS:
        records = csv.reader(io.StringIO(head, newline=""), delimiter=separator)
        counts = [(names_in(cells, known), len(cells)) for cells in islice(records, LOOKED_AT)]
        if counts and max(counts) > most:
            best, most = separator, max(counts)
    return best


def looks_binary(data: bytes) -> bool:
    """Tell whether `data` is no text at all."""
    if data.startswith(tuple(mark for mark, _ in _BOMS)) or _wide(data):
        return False
    head = data[:_HEAD]
    control = len(_CONTROL.findall(head.decode("latin-1")))
    return control > max(8, len(head) // 50)


def _undecodable(data: bytes, error: UnicodeDecodeError | None = None) -> Unreadable:
    where = ""
    if error is not None:
        line = data.count(b"\n", 0, error.start) + 1
        where = f" It looks like {error.encoding.upper()}, but for line {line}."
    return Unreadable(
        "encoding",
        "The file is text in an encoding that is not known here, or in several at once."
        f"{where} Save it as “CSV UTF-8” or as XLSX and choose it again. Nothing was saved.",
    )
