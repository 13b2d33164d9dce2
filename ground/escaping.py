"""Cells of CSV files: quoting, and a leading apostrophe that keeps a text from being a formula.

A spreadsheet program takes a cell that begins with one of `= + - @`, TAB, CR or NUL for
something to run. Such a cell gets an apostrophe in front, and so does one that only looks like
it already had one, so that taking away one apostrophe always gives the text back.
"""

import re
from collections.abc import Iterable

_DANGEROUS = re.compile(r"'*[=+\-@\t\r\0]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r\0]")
# What the first character of a cell is where one of the two may match.
_SUSPICIOUS = "'=+-@\t\r\0"
_QUOTED = re.compile(r'[",\n\r]')
_QUOTED_TSV = re.compile(r'["\t\n\r]')


def escaped(text: str) -> str:
    """Return `text` as a CSV file holds it; `unescaped` gives it back."""
    return "'" + text if _DANGEROUS.match(text) else text


def unescaped(text: str) -> str:
    """Return what a cell of a CSV file says: the text that `escaped` was given."""
    return text[1:] if _ESCAPED.match(text) else text


def csv_line(cells: Iterable[str]) -> str:
    """Return one CSV record without its line end: escaped, and quoted where it has to be."""
    return ",".join(
        [
            cell if not cell or (cell[0] not in _SUSPICIOUS and not _QUOTED.search(cell))
            else _quoted(escaped(cell))
            for cell in cells
        ]
    )  # fmt: skip


def tsv_line(cells: Iterable[str]) -> str:
    """Return one TSV record without its line end: escaped, and quoted where it has to be."""
    return "\t".join(
        '"' + cell.replace('"', '""') + '"' if _QUOTED_TSV.search(cell) else cell
        for cell in map(escaped, cells)
    )


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text
