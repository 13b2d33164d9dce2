"""Number formats of XLSX: which numbers people see as something else than their digits."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from .shapes import Cell, Odd

DATE, PERCENT, OTHERWISE = "date", "percent", "otherwise"
_BUILT_IN: dict[int, str] = {
    **dict.fromkeys((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)), DATE),
    **dict.fromkeys((9, 10), PERCENT),
    **dict.fromkeys((5, 6, 7, 8, 12, 13, 42, 44), OTHERWISE),
}
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_SPACING = re.compile(r"_.|\*.")
_CURRENCY = re.compile(r"\[\$([^\]-]*)[^\]]*\]")
_CONDITION = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.I)
_GENERAL = re.compile(r"general|standard", re.I)
_DATE_CODE = re.compile(r"[ymdhs]", re.I)
_SILENT = re.compile(r"[\s()+\-.,/:'’]*")
_FRACTION = re.compile(r"[?#0]+/")


def format_of(code: str) -> str:
    """Return how a number with the format `code` is seen: DATE, PERCENT, OTHERWISE,
    "000" for as many leading zeros, or "" for plain digits."""
    code = _GENERAL.sub("", code.split(";")[0])
    said = "".join(a or b for a, b in _QUOTED.findall(code))
    said += "".join(_CURRENCY.findall(code))
    bare = _SPACING.sub("", _QUOTED.sub("", code))
    said += "".join(letter for letter in bare if letter in "$€£¥₩₹")
    bare = _CONDITION.sub("", bare)
    if _DATE_CODE.search(bare):
        return DATE
    if not _SILENT.fullmatch(said) or _FRACTION.search(bare):
        return OTHERWISE
    if "%" in bare:
        return PERCENT
    zeros = re.match(r"0{2,}(?=$|\.)", bare)
    return zeros.group() if zeros else ""


def formats_of(styles: Any, local: Any) -> dict[int, str]:
    """Return, for each cell style that says something, how it shows a number."""
    known = dict(_BUILT_IN)
    cell_styles: list[Any] = []
    for element in styles.iter():
        name = local(element)
        if name == "numFmt" and (key := whole(element.get("numFmtId"))) is not None:
            known[key] = format_of(element.get("formatCode", ""))
        elif name == "cellXfs":
            cell_styles = list(element)
    found = {
        place: known.get(whole(style.get("numFmtId")) or 0, "")
        for place, style in enumerate(cell_styles)
    }
    return {place: shown for place, shown in found.items() if shown}


def whole(text: str | None) -> int | None:
    """Return a short row of digits as the number it is, or None."""
    return int(text) if text and len(text) < 9 and text.isascii() and text.isdigit() else None


_WHOLE = re.compile(r"-?[0-9]{1,15}")
_NUMBER = re.compile(r"[-+]?[0-9]*\.?[0-9]+([eE][-+]?[0-9]{1,3})?|[-+]?[0-9]+\.")


def number(shown: str, how: str = "") -> Cell:
    """Return a number as the text people see where every digit is there; else as what it is."""
    if how == OTHERWISE:
        return Odd("otherwise", shown)
    if how == PERCENT:
        return _percent(shown)
    cell = _plain(shown)
    if how and isinstance(cell, str) and len(cell.partition(".")[0]) < len(how):
        return Odd("otherwise", cell)
    return cell


def _plain(shown: str) -> Cell:
    if _WHOLE.fullmatch(shown):
        return shown
    if not _NUMBER.fullmatch(shown):
        return Odd("error", shown)
    value = float(shown)
    if abs(value) < 1e15 and value.is_integer():
        return str(int(value))
    # Spreadsheet programs show fifteen digits; what they keep beyond is the noise of binary.
    text = f"{value:.15g}"
    return Odd("number", shown) if "e" in text or "n" in text or abs(value) >= 1e15 else text


def _percent(shown: str) -> Cell:
    try:
        cell = _plain(str(Decimal(repr(float(shown))) * 100))
    except (ValueError, InvalidOperation):
        return Odd("error", shown)
    return cell + "%" if isinstance(cell, str) else Odd("number", shown)
