"""From one cell to one answer, with everything that is wrong with it.

Columns repeat themselves, so equal cells of one column are judged once.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from evidence.cells import CLEAR, CellError, read_entries, read_text
from evidence.columns import BY_NAME, Column
from evidence.content import Entry, Value, entries_of
from evidence.names import fold
from evidence.policies.answers import closed_list_problems, shape_problems
from exchange.reading.limits import CELL_CHARACTERS
from exchange.reading.shapes import Cell, Odd
from ground.escaping import unescaped

from .confusables import look_alike, plain_letters, unseen
from .findings import Finding, shortened

_SHOWN_ERRORS = re.compile(r"#(N/A|NAME\?|REF!|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!)|Err:[0-9]{3}")
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec"
_LIKE_A_DATE = re.compile(
    rf"[0-3]?[0-9][-/. ]{{1,2}}({_MONTH})[a-z]*([-/. ][0-9]{{2,4}})?"
    rf"|({_MONTH})[a-z]*[-/. ][0-9]{{1,4}}"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].*)?|[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4}",
    re.I,
)
_LIKE_A_NUMBER = re.compile(r"[-+]?[0-9]+([.,][0-9]+)?([eE][-+]?[0-9]+)?")
_LOST_DIGITS = re.compile(r"[-+]?[0-9]([.,][0-9]+)?[eE]\+?[0-9]+")
_GENE_HINT = (
    "Spreadsheet programs turn names such as SEPT2 and MARCH1 into dates, and 2310009E13 into a "
    "number. Format the cell as text and type the name again."
)
_TEXT_HINT = "Format the cell as text and type it again."
_ODD_WORDS = {
    "number": ("not_text", "a number whose digits cannot all be trusted"),
    "date": ("date", "a date"),
    "truth": ("not_text", "TRUE or FALSE"),
    "formula": ("formula", "a formula"),
    "error": ("error_cell", "an error of the spreadsheet program"),
}
_ODD_HINTS = {
    "formula": "Paste it as a value (paste special, values only).",
    "error": "Mend the formula or type the answer.",
    "truth": "Type the answer in words, such as yes.",
}


@dataclass(frozen=True)
class ReadCell:
    """What a cell says: nothing, an answer, or that the answer is to be cleared."""

    value: Value | None = None
    clears: bool = False
    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()


NOTHING = ReadCell()


@dataclass
class CellReader:
    """Reads the cells of one file.

    `closed` are the names of the closed vocabularies; `chosen` maps (list, folded name) to the
    name a person said it means; `escapes` says that the file writes `'=` for `=`.
    """

    closed: dict[str, list[str]]
    chosen: Mapping[tuple[str, str], str]
    escapes: bool

    def __post_init__(self) -> None:
        self._read: dict[tuple[str, Cell], ReadCell] = {}
        self.broken_lines = 0
        self.unlisted: dict[tuple[str, str], str] = {}

    def text(self, cell: Cell, name: str) -> tuple[str, Finding | None]:
        """Return the plain text of a cell, and what keeps it from being one."""
        if isinstance(cell, Odd):
            return "", self._odd(cell, name)
        if self.escapes and cell.startswith("="):
            return "", self._odd(Odd("formula", cell), name)
        said = unescaped(cell) if self.escapes else cell
        if len(said) > CELL_CHARACTERS:
            message = f"{name}: {len(said):,} characters do not fit a cell ({CELL_CHARACTERS:,})."
            return "", Finding("cell_too_long", message, "Shorten it.", None, name, shortened(said))
        if _SHOWN_ERRORS.fullmatch(said.strip()):
            return "", self._odd(Odd("error", said), name)
        if "\r" in said:
            self.broken_lines += 1
            said = said.replace("\r\n", "\n").replace("\r", "\n")
        return said, None

    def _odd(self, cell: Odd, name: str) -> Finding:
        code, what = _ODD_WORDS[cell.kind]
        column = BY_NAME.get(name)
        label = column.label if column else name
        is_gene = column is not None and column.is_open
        if cell.kind == "number" and _LOST_DIGITS.fullmatch(cell.text):
            code = "lost_digits"
        hint = _ODD_HINTS.get(cell.kind, _GENE_HINT if is_gene else _TEXT_HINT)
        message = f"{label}: the cell holds {what}, not text: {shortened(cell.text, 60)}."
        return Finding(code, message, hint, None, name, shortened(cell.text))

    def read(self, name: str, cell: Cell) -> ReadCell:
        """Return what `cell` of the column `name` says."""
        known = self._read.get((name, cell))
        if known is None:
            known = self._read[name, cell] = self._fresh(BY_NAME[name], cell)
        return known

    def _fresh(self, column: Column, cell: Cell) -> ReadCell:
        said, finding = self.text(cell, column.name)
        if finding:
            return ReadCell(errors=(finding,))
        bare = said.strip()
        if not bare:
            return NOTHING
        if bare.casefold() == CLEAR:
            return ReadCell(clears=True)
        if column.is_text:
            value: Value = read_text(said)
        else:
            try:
                value = read_entries(said)
            except CellError as error:
                message = f"{column.label}: {error}"
                hint = "Values stand apart by “; ”, what belongs to one in [brackets]."
                return ReadCell(errors=(_finding("grammar", message, hint, column, said),))
            value = self._as_chosen(column, value)
        return self._judged(column, value, said)

    def _as_chosen(self, column: Column, value: Value) -> Value:
        """Return `value` with the names that somebody already said the meaning of."""
        if not isinstance(value, list) or not self.chosen:
            return value
        return [self._chosen_entry(column, entry) for entry in value]

    def _chosen_entry(self, column: Column, entry: Entry) -> Entry:
        typed = str(entry["name"])
        meant = self.chosen.get((list_of(column), fold(typed)))
        if not meant or fold(meant) == fold(typed):
            return entry
        kept = {"as_reported": typed} if column.attribute("as_reported") else {}
        return {**kept, **entry, "name": meant}

    def _note_unlisted(self, column: Column, value: Value) -> None:
        """Keep the names that a closed list lacks, so that a person can say what they mean."""
        for entry in entries_of(value):
            name = str(entry["name"])
            listed = self.closed.get(column.vocabulary, ())
            known = column.choices.find(name) if column.choices else fold(name) in listed
            if not known:
                self.unlisted[list_of(column), fold(name)] = name

    def _judged(self, column: Column, value: Value, said: str) -> ReadCell:
        content = {column.name: value}
        problems = shape_problems(content) or closed_list_problems(content, self.closed)
        if any(problem.code == "not_in_list" for problem in problems):
            self._note_unlisted(column, value)
        errors = [
            _finding(
                "not_in_list" if p.code == "not_in_list" else _shape_code(p.message),
                p.message.removesuffix(" " + p.hint) if p.hint else p.message,
                p.hint, column, said,
            )
            for p in problems
        ]  # fmt: skip
        if not errors and (column.vocabulary or column.name == "source_reviews"):
            for entry in entries_of(value):
                errors.extend(_name_errors(column, str(entry["name"]), said))
        return ReadCell(value=value, errors=tuple(errors)) if errors else ReadCell(value=value)


def list_of(column: Column) -> str:
    """Return the name of the list in which the column's names stand, "" where there is none."""
    return column.choices.name if column.choices else column.vocabulary


def _shape_code(message: str) -> Literal["control_character", "too_long", "shape"]:
    if "control character" in message:
        return "control_character"
    return "too_long" if "more than the" in message else "shape"


def _finding(code: str, message: str, hint: str, column: Column, said: str) -> Finding:
    return Finding(code, message, hint, None, column.name, shortened(said))


def _name_errors(column: Column, name: str, said: str) -> list[Finding]:
    """Return why a name of a vocabulary cannot be what somebody wanted to write."""
    if found := look_alike(name):
        message = f"{column.label}: letter {found[0]} of “{name}” only looks like a Latin one."
        hint = f"Did you mean “{plain_letters(name)}”?"
        return [_finding("look_alike", message, hint, column, said)]
    if hidden := unseen(name):
        message = (
            f"{column.label}: character {hidden[0]} of “{plain_letters(name)}” ({hidden[1]}) "
            "cannot be seen."
        )
        return [_finding("unseen_character", message, "Delete it.", column, said)]
    if not column.is_open:
        return []
    if _LIKE_A_DATE.fullmatch(name):
        message = f"{column.label}: “{name}” looks like a date where a name is expected."
        return [_finding("date", message, _GENE_HINT, column, said)]
    # Cell lines such as 5637 are called by a number; genes, drugs and tumours are not.
    if _LIKE_A_NUMBER.fullmatch(name) and not (column.name == "models" and name.isdigit()):
        code = "lost_digits" if _LOST_DIGITS.fullmatch(name) else "number"
        message = f"{column.label}: “{name}” is a number where a name is expected."
        return [_finding(code, message, _GENE_HINT, column, said)]
    return []
