r"""The one grammar for what a table cell holds; the same in every export, import and release.

- Values are separated by `; `. What belongs to one value stands after it in square brackets,
  separated by `, `, as `name: value` or as a bare mark:
  `in vitro [measured: yes]; in vivo [measured: unclear, inferred]`.
- A cell that is exactly `unclear`, `not reported` or `not applicable` is that unknown; an empty
  cell is *not checked*.
- A backslash takes the meaning away from the character after it. It is needed before `\`, `;`,
  `[` and `]` anywhere, before `,` in brackets, before a space at either end of a text, and at the
  start of a cell that would otherwise be an unknown (`\unclear`). Before anything else but `:` it
  is an error: dropping it would change what was typed.
- Attribute names have spaces in cells and underscores in content: `as reported`, `as_reported`.
- A column of text has no such grammar: its cell is the text. Only a text that is, letter case
  aside, an unknown or `[clear]` (with which an import takes an answer away) has a backslash in
  front, and so has one that only looks as if it had one.
"""

import re
from collections.abc import Iterator

from .content import Entry, Value, unknown

_UNKNOWNS = {
    "unclear": "unclear",
    "not reported": "not_reported",
    "not applicable": "not_applicable",
}
_WORDS = {kind: words for words, kind in _UNKNOWNS.items()}
_PLAIN_ENTRY = re.compile(r"([^\[\];]*)(?:\[([^\[\]]*)\]\s*)?(;|\Z)")
_ESCAPABLE = ";[],:\\"
# What has a backslash in front in a name, and in what stands in brackets after it; a space at
# either end has one as well.
_IN_NAME = re.compile(r"[;\[\]\\]")
_IN_BRACKETS = re.compile(r"[;\[\],\\]")
CLEAR = "[clear]"
_MEANT_OTHERWISE = (*_UNKNOWNS, CLEAR)


class CellError(ValueError):
    """A cell that does not follow the grammar: where (1 is the first character) and why."""

    def __init__(self, position: int, message: str) -> None:
        super().__init__(f"Character {position}: {message}")
        self.position = position
        self.message = message


def read_entries(cell: str) -> Value:
    """Return the entries of a cell, or the unknown it is. Raises CellError."""
    text = cell.strip()
    if not text:
        return unknown("not_checked")
    if text.casefold() in _UNKNOWNS:
        return unknown(_UNKNOWNS[text.casefold()])
    if "\\" not in cell:
        if (entries := _read_plain(text)) is not None:
            return entries
    elif text[1:].casefold() not in _UNKNOWNS:
        _refuse_stray_backslashes(cell)
    return [_read_entry(cell, start, end) for start, end in _split(cell, ";", 0, len(cell))]


def _read_plain(text: str) -> list[Entry] | None:
    """Return the entries of a cell in which nothing is escaped, the usual case, quickly.

    Returns None for one that is not as it has to be: then every letter is looked at.
    """
    entries: list[Entry] = []
    place, is_more = 0, True
    while is_more:
        match = _PLAIN_ENTRY.match(text, place)
        name = match.group(1).strip() if match else ""
        if match is None or not name:
            return None
        place, is_more = match.end(), bool(match.group(3))
        entry: Entry = {"name": name}
        for said in match.group(2).split(",") if match.group(2) is not None else ():
            key, colon, value = said.partition(":")
            key, value = "_".join(key.split()), value.strip()
            if not key or key == "name" or key in entry or (colon and not value):
                return None
            entry[key] = value if colon else True
        entries.append(entry)
    return entries


def write_entries(value: Value | None) -> str:
    """Return the cell that `read_entries` reads as `value`; text is written as it is.

    Raises ValueError for an entry that no cell can hold: without a name, or with an attribute
    that says nothing.
    """
    if not value:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return _WORDS.get(value["unknown"], "")
    cell = "; ".join([_write_entry(entry) for entry in value])
    return "\\" + cell if cell.casefold() in _UNKNOWNS else cell


def read_text(cell: str) -> Value:
    """Return the text of a cell of a text column, or the unknown it is."""
    text = cell.strip()
    if not text:
        return unknown("not_checked")
    if text.casefold() in _UNKNOWNS:
        return unknown(_UNKNOWNS[text.casefold()])
    return text[1:] if text.startswith("\\") and _looks_meant_otherwise(text) else text


def write_text(value: Value | None) -> str:
    """Return the cell that `read_text` reads as `value`."""
    if isinstance(value, str):
        return "\\" + value if _looks_meant_otherwise(value) else value
    return write_entries(value)


def _looks_meant_otherwise(text: str) -> bool:
    return text.lstrip("\\").casefold() in _MEANT_OTHERWISE


def _write_entry(entry: Entry) -> str:
    if not entry.get("name") or not all(entry.values()):
        raise ValueError(f"No cell can hold an entry without a name or with an empty part: {entry}")
    name = _escape(str(entry["name"]), _IN_NAME)
    attributes = [
        _label(key) if value is True else f"{_label(key)}: {_escape(str(value), _IN_BRACKETS)}"
        for key, value in entry.items()
        if key != "name"
    ]
    return f"{name} [{', '.join(attributes)}]" if attributes else name


def _label(attribute: str) -> str:
    return attribute.replace("_", " ")


def _escape(text: str, special: re.Pattern[str]) -> str:
    if special.search(text):  # most have nothing, and this is asked of every word of a release
        text = special.sub(r"\\\g<0>", text)
    if text[-1:].isspace():
        text = f"{text[:-1]}\\{text[-1]}"
    return f"\\{text}" if text[:1].isspace() else text


def _unescape(text: str) -> str:
    letters = iter(text)
    return "".join(next(letters, "") if letter == "\\" else letter for letter in letters)


def _refuse_stray_backslashes(cell: str) -> None:
    at = cell.find("\\")
    while at >= 0:
        escaped = cell[at + 1 : at + 2]
        if not escaped or not (escaped in _ESCAPABLE or escaped.isspace()):
            before = f"before “{escaped}”" if escaped else "at the end"
            raise CellError(at + 1, f"a backslash {before} means nothing; write two to mean one.")
        at = cell.find("\\", at + 2)


def _read_entry(cell: str, start: int, end: int) -> Entry:
    bracket = next((at for at in _plain(cell, start, end) if cell[at] == "["), end)
    name = _unescape(_trimmed(cell[start:bracket]))
    if not name:
        raise CellError(start + 1, "a value without a name; is there a `;` too many?")
    entry: Entry = {"name": name}
    if bracket == end:
        return entry
    close = next((at for at in _plain(cell, bracket, end) if cell[at] == "]"), None)
    if close is None:
        raise CellError(bracket + 1, "this `[` is never closed.")
    if rest := cell[close + 1 : end].strip():
        message = f"“{rest[:20]}” stands after the bracket; put `; ` between values."
        raise CellError(close + 2, message)
    for first, last in _split(cell, ",", bracket + 1, close):
        key, value = _read_attribute(cell, first, last)
        if key in entry:
            raise CellError(first + 1, f"“{_label(key)}” is said twice.")
        entry[key] = value
    return entry


def _read_attribute(cell: str, start: int, end: int) -> tuple[str, str | bool]:
    text = cell[start:end]
    key, colon, value = text.partition(":")
    key = "_".join(key.split())
    if not key or key == "name" or "\\" in key:
        raise CellError(start + 1, f"“{text.strip()[:30]}” is not `name: value` or a mark.")
    if not colon:
        return key, True
    if not value.strip():
        raise CellError(start + 1, f"“{_label(key)}” has no value after the colon.")
    return key, _unescape(_trimmed(value))


def _trimmed(text: str) -> str:
    """Strip outer spaces, but not one that a backslash protects."""
    text = text.lstrip()
    inner = text.rstrip()
    trailing = len(inner) - len(inner.rstrip("\\"))
    return text[: len(inner) + trailing % 2]


def _split(cell: str, separator: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches between separators that stand outside brackets and escapes."""
    depth, first = 0, start
    for at in _plain(cell, start, end):
        letter = cell[at]
        if letter in "[]":
            depth += 1 if letter == "[" else -1
            if depth not in (0, 1):
                what = "a `[` inside brackets" if depth > 1 else "this `]` closes nothing"
                raise CellError(at + 1, what + "; write a backslash before it to mean it.")
        elif letter == separator and depth == 0:
            yield first, at
            first = at + 1
    yield first, end


def _plain(cell: str, start: int, end: int) -> Iterator[int]:
    """Yield the places in `cell` that no backslash protects."""
    at = start
    while at < end:
        if cell[at] == "\\":
            at += 2
            continue
        yield at
        at += 1
