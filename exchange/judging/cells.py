"""From one cell to one answer, with everything that is wrong with it.

Columns repeat themselves, so equal cells of one column are judged once.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from evidence.cells import CLEAR, CellError, read_entries, read_text
from evidence.columns import BY_NAME, Column
from evidence.content import Entry, Value, entries_of, names_of
from evidence.names import fold
from evidence.policies.answers import MOST_ENTRIES, closed_list_problems, shape_problems
from exchange.reading.limits import CELL_CHARACTERS
from exchange.reading.shapes import Cell, Odd
from ground.errors import Problem
from ground.escaping import unescaped

from .damage import damage_to, is_error, like_a_date, lost_digits
from .findings import Finding, shortened
from .unlisted import NO_NAME, NO_NAME_HINT, Unlisted, list_of
from .wrong_names import ERROR_HINT, gene_hint, problem_with_name

_TEXT_HINT = "Format the cell as text and type it again."
_ODD_WORDS = {
    "number": ("not_text", "a number whose digits cannot all be trusted"),
    "otherwise": ("not_text", "a number that is shown otherwise, with a unit or leading zeros"),
    "date": ("date", "a date"),
    "truth": ("not_text", "TRUE or FALSE"),
    "formula": ("formula", "a formula"),
    "error": ("error_cell", "an error of the spreadsheet program"),
}
_ODD_HINTS = {
    "formula": "Paste it as a value (paste special, values only).",
    "error": ERROR_HINT,
    "truth": "Type the answer in words, such as yes.",
}
_SHAPE_HINTS = {
    "control_character": "Delete the character, or type the text again.",
    "too_long": "Shorten it.",
    "shape": "The data dictionary says what the column holds.",
}
_CURIE = re.compile(r"[A-Za-z][A-Za-z0-9.]*:[A-Za-z0-9_.-]+")
# Beyond so many separators a cell is not read at all, and beyond so many faults no more is said.
_MOST_SEPARATORS = 2_000
_MOST_FAULTS = 10
# Wrong cells of a column that are kept with what is wrong, each of them once.
MOST_KEPT = 300


class ReadCell(NamedTuple):
    """What a cell says: nothing, an answer, or that the answer is to be cleared.

    With errors, `value` is an answer that could be stored and is most likely not what was meant.
    """

    value: Value | None = None
    clears: bool = False
    errors: tuple[Finding, ...] = ()


NOTHING = ReadCell()


@dataclass
class CellReader:
    """Reads the cells of one file.

    `closed` are the names of the closed vocabularies; `chosen` maps (list, folded name) to the
    name a person said it means; `escapes` says that the file writes `'=` for `=`. `codes` returns
    the label for each (vocabulary, folded CURIE), and is asked at the first one.
    """

    closed: dict[str, list[str]]
    chosen: Mapping[tuple[str, str], str]
    escapes: bool
    codes: Callable[[], Mapping[tuple[str, str], str]] = dict

    def __post_init__(self) -> None:
        self._read: dict[str, dict[Cell, ReadCell]] = {name: {} for name in BY_NAME}
        self._wrong = dict.fromkeys(BY_NAME, 0)
        self._unlisted = Unlisted(self.closed, self.chosen)
        self.broken_lines = 0
        self.coded: dict[tuple[str, str], str] = {}
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
        bare = said.strip()
        if is_error(bare):
            return "", self._odd(Odd("error", said), name)
        if "\r" in said:
            self.broken_lines += 1
            said = said.replace("\r\n", "\n").replace("\r", "\n")
        return said, None

    def _odd(self, cell: Odd, name: str) -> Finding:
        code, what = _ODD_WORDS[cell.kind]
        column = BY_NAME.get(name)
        is_gene = column is not None and column.is_open
        if cell.kind == "number" and lost_digits(cell.text):
            code = "lost_digits"
        hint = _ODD_HINTS.get(cell.kind, gene_hint(cell.text) if is_gene else _TEXT_HINT)
        message = f"{_label(name)}: the cell holds {what}, not text: {shortened(cell.text, 60)}."
        return Finding(code, message, hint, None, name, shortened(cell.text))

    def read(self, name: str, cell: Cell) -> ReadCell:
        """Return what `cell` of the column `name` says.

        Of wrong cells, no two of them alike, the first MOST_KEPT of a column are kept, and for
        their names near ones are looked up; further ones are judged anew at each asking.
        """
        known = self._read[name].get(cell)
        if known is not None:
            return known
        if self._wrong[name] == MOST_KEPT and (finding := self._unlisted.quickly(name, cell)):
            return ReadCell(errors=(finding,))
        read = self._fresh(BY_NAME[name], cell)
        if read.errors and self._wrong[name] == MOST_KEPT:
            return read
        self._wrong[name] += bool(read.errors)
        self._read[name][cell] = read
        return read

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
        elif said.count(";") + said.count(",") > _MOST_SEPARATORS:
            message = f"{column.label}: the cell holds more values than fit ({MOST_ENTRIES})."
            finding = _finding("too_long", message, _SHAPE_HINTS["too_long"], column, said)
            return ReadCell(errors=(finding,))
        else:
            try:
                value = read_entries(said)
            except CellError as error:
                message = f"{column.label}: {error}"
                hint = "Values stand apart by “; ”, what belongs to one in [brackets]."
                return ReadCell(errors=(_finding("grammar", message, hint, column, said),))
            value = self._as_meant(column, value)
        return self._judged(column, value, said)

    def _as_meant(self, column: Column, value: Value) -> Value:
        """Return `value` with the names that somebody already said the meaning of, and labels for
        CURIEs."""
        if not isinstance(value, list):
            return value
        return [self._coded_entry(column, self._chosen_entry(column, entry)) for entry in value]

    @cached_property
    def _labels(self) -> Mapping[tuple[str, str], str]:
        return self.codes()

    def _coded_entry(self, column: Column, entry: Entry) -> Entry:
        typed = str(entry["name"])
        if not column.vocabulary or not _CURIE.fullmatch(typed):
            return entry
        label = self._labels.get((column.vocabulary, fold(typed)))
        if label is None:
            return entry
        self.coded[column.name, typed] = label
        return {**entry, "name": label}

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
        asks_near = self._wrong[column.name] < MOST_KEPT
        if problems := shape_problems(content) or closed_list_problems(
            content, self.closed, asks_near=asks_near
        ):
            if asks_near and any(problem.code == "not_in_list" for problem in problems):
                self._note_unlisted(column, value)
            told = problems[:_MOST_FAULTS]
            found = [_finding(*_said_of(problem, column, value), column, said) for problem in told]
            return ReadCell(errors=tuple(found))
        return ReadCell(value=value, errors=tuple(_doubts(column, value, said)))


def _doubts(column: Column, value: Value, said: str) -> Iterator[Finding]:
    """Yield why an answer is most likely not what somebody wanted to write."""
    if damage := damage_to(said.strip()):
        message = f"{column.label}: {damage.what}."
        yield _finding(damage.code, message, damage.hint, column, said)
        return
    entries = entries_of(value)
    for entry in entries:
        if column.vocabulary or column.name == "source_reviews":
            yield from _name_errors(column, str(entry["name"]), said)
        if len(entries) > 1 and isinstance(read_text(str(entry["name"])), dict):
            what = f"“{entry['name']}” stands among names."
            hint = "An unknown stands alone in its cell: leave it out, or the names."
            yield _finding("no_name", f"{column.label}: {what}", hint, column, said)
        yield from _attribute_errors(column, entry, said)


def _label(name: str) -> str:
    return BY_NAME[name].label if name in BY_NAME else name


def _said_of(problem: Problem, column: Column, value: Value) -> tuple[str, str, str]:
    """Return code, message and hint of what is wrong with an answer's shape or names."""
    # A "row" of an answer is a value of the cell here.
    said = problem.message.replace(f"{column.label}, row ", f"{column.label}, value ")
    if problem.code == "not_in_list":
        nameless = any(NO_NAME.fullmatch(name) for name in names_of(value))
        hint = NO_NAME_HINT if nameless else problem.hint
        return problem.code, said.removesuffix(" " + problem.hint), hint
    code = _shape_code(problem.message)
    if problem.message.endswith("cannot be said here.") and column.attributes:
        listed = ", ".join(attribute.name.replace("_", " ") for attribute in column.attributes)
        return code, said, f"What can stand in its brackets: {listed}."
    message = said.replace(" Shorten it; your text is still in the field.", "")
    return code, message, problem.hint or _SHAPE_HINTS[code]


def _shape_code(message: str) -> Literal["control_character", "too_long", "shape"]:
    if "control character" in message:
        return "control_character"
    return "too_long" if "more than the" in message else "shape"


def _finding(code: str, message: str, hint: str, column: Column, said: str) -> Finding:
    return Finding(code, message, sys.intern(hint), None, column.name, shortened(said))


def _name_errors(column: Column, name: str, said: str) -> list[Finding]:
    """Return why a name of a vocabulary cannot be what somebody wanted to write."""
    found = problem_with_name(column, name)
    if found is None:
        return []
    code, what, hint = found
    return [_finding(code, f"{column.label}: {what}", hint, column, said)]


def _attribute_errors(column: Column, entry: Entry, said: str) -> list[Finding]:
    """Return which ids and wordings a spreadsheet program has most likely changed."""
    for name, value in entry.items():
        if name == "name" or not isinstance(value, str):
            continue
        if lost_digits(value) and name in ("id", "as_reported"):
            message = f"{column.label}: “{value}” is a number whose last digits are lost."
            return [_finding("lost_digits", message, _TEXT_HINT, column, said)]
        if name == "as_reported" and like_a_date(value):
            message = f"{column.label}: “{value}” looks like a date where a name is expected."
            return [_finding("date", message, gene_hint(value), column, said)]
    return []
