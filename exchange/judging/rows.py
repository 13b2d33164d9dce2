"""From the cells of a row to what the row says."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from evidence.columns import BY_NAME
from evidence.content import Content
from evidence.enums import CITATION_KINDS
from evidence.identifiers import LABELS, problem_with, read_identifier
from evidence.models import Item
from evidence.policies.answers import LONGEST_LONG_TEXT, LONGEST_TEXT, text_problem
from exchange.reading.shapes import Cell, Sheet

from .cells import CLEAR, CellReader
from .confusables import look_alike, plain_letters, unseen
from .damage import damage_to
from .faults import Faults, Wording
from .findings import Finding, shortened
from .headers import CITATION, Header, letters

_WHOLE = re.compile(r"[1-9][0-9]{0,6}")
IDENTIFIERS = tuple(LABELS)
# What people word as they like; the rest of what says which claim or paper a row is are names.
_FREE = frozenset({"citation_title", "why_separate"})
_UNSTORABLE = "Delete the character or shorten the text."
# Beyond so many rows that blocks of merged cells touch, more errors help nobody.
_MOST_MERGED = 200_000
_FRACTION = re.compile(r"(?<=[0-9])\.0+$")
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[ ,](?=[0-9])")
_EXACT = "Format the column as text and paste the identifier again."


@dataclass(slots=True)
class ReadRow:
    """What one row says: its answers, which answers it clears, and which claim and paper it is.

    Errors and warnings do not say the row, which is this one.
    """

    number: int
    errors: Faults
    content: Content = field(default_factory=dict)
    clears: frozenset[str] = frozenset()
    accession: str = ""
    version: int | None = None
    draft: str = ""
    curator: str = ""
    why_separate: str = ""
    paper: dict[str, str] = field(default_factory=dict)
    warnings: list[Finding] = field(default_factory=list)

    def refuse(
        self, code: str, message: str, hint: str = "", column: str = "", value: str = ""
    ) -> None:
        """Add an error of this row."""
        self.errors.append(Finding(code, message, hint, None, column, shortened(value)))

    def warn(
        self, code: str, message: str, hint: str = "", column: str = "", value: str = ""
    ) -> None:
        """Add a warning of this row."""
        self.warnings.append(Finding(code, message, hint, None, column, shortened(value)))


def read_rows(sheet: Sheet, header: Header, reader: CellReader) -> list[ReadRow]:
    """Return every row below the header that says something in a mapped column."""
    wording = _wording(sheet, header, reader)
    merged = _merged_rows(sheet, header)
    rows = []
    for at, row in enumerate(sheet.rows):
        if row.number <= header.row:
            continue
        cells = row.cells
        read = ReadRow(row.number, Faults(wording, at))
        _read_cells(read, cells, wording.places, reader)
        _refuse_beyond(read, cells, header)
        for place in sorted(merged.get(row.number, ())):
            column = header.columns[place]
            message = f"{column}: the cell is merged with another; what it says here is not known."
            hint = "Unmerge the cells and fill in each one."
            text = _text(cells[place]) if place < len(cells) else ""
            read.refuse("merged_cells", message, hint, column, text)
        if _says_something(read):
            rows.append(read)
    return rows


def _wording(sheet: Sheet, header: Header, reader: CellReader) -> Wording:
    """Return how errors of the file are said: answers first, then what names claim and paper."""
    places = {name: place for place, name in header.columns.items()}
    ordered = {name: places[name] for name in sorted(places, key=lambda name: name not in BY_NAME)}

    def judge(name: str, cell: Cell) -> Sequence[Finding]:
        if name in BY_NAME:
            return reader.read(name, cell).errors
        _, finding = _named(name, cell, reader)
        return (finding,) if finding else ()

    return Wording(sheet.rows, ordered, judge)


def _says_something(row: ReadRow) -> bool:
    return bool(row.content or row.clears or row.errors or row.paper or row.accession or row.draft)


def _read_cells(
    read: ReadRow, cells: list[Cell], places: Mapping[str, int], reader: CellReader
) -> None:
    width = len(cells)
    for bit, (name, place) in enumerate(places.items()):
        cell = cells[place] if place < width else ""
        if cell == "":
            continue
        if name not in BY_NAME:
            text, finding = _named(name, cell, reader)
            if finding:
                read.errors.add_cell(bit, 1)
            elif text:
                _keep_named(read, name, text)
            continue
        said = reader.read(name, cell)
        if said.errors:
            read.errors.add_cell(bit, len(said.errors))
        elif said.clears:
            read.clears |= {name}
        elif said.value is not None:
            read.content[name] = said.value


def _keep_named(read: ReadRow, name: str, text: str) -> None:
    if name in CITATION:
        read.paper[name] = text
    elif name == "version":
        read.version = int(text)
    else:
        setattr(read, name, text)


def _named(name: str, cell: Cell, reader: CellReader) -> tuple[str, Finding | None]:
    """Return what a cell says that names claim, paper or person, or what is wrong with it."""
    text, finding = reader.text(cell, name)
    text = text.strip()
    if finding or not text:
        return "", finding
    if wrong := _why_no_name(name, text):
        return "", Finding(*wrong, None, name, shortened(text))
    if name in IDENTIFIERS and (found := read_identifier(text)):
        return found.value, None
    if name == "citation_kind" and (choice := CITATION_KINDS.find(text)):
        return choice.value, None
    return text.upper() if name == "accession" else text, None


def _why_no_name(name: str, text: str) -> tuple[str, str, str] | None:
    """Return code, message and hint of what is wrong with a text that names something."""
    if text.casefold() == CLEAR:
        message = f"{name}: it says which claim or paper the row is, and cannot be cleared."
        return "not_clearable", message, "Leave the cell empty."
    if damage := damage_to(text):
        return damage.code, f"{name}: {damage.what}.", damage.hint
    if name not in _FREE and (hidden := look_alike(text) or unseen(text)):
        message = f"{name}: character {hidden[0]} of “{shortened(text, 60)}” cannot be right."
        hint = f"Did you mean “{shortened(plain_letters(text), 60)}”?"
        return "look_alike", message, hint
    if name in IDENTIFIERS:
        message = problem_with(name, text)
        return ("identifier", shortened(message, 400), _meant(name, text)) if message else None
    if name == "citation_kind" and not CITATION_KINDS.find(text):
        labels = ", ".join(c.label for c in CITATION_KINDS.choices)
        message = f"citation_kind: “{shortened(text, 60)}” is not in this closed list."
        return "not_in_list", message, f"Choose one of: {labels}."
    if name == "accession" and Item.number_of(text.upper()) is None:
        message = f"accession: “{shortened(text, 40)}” is none."
        hint = "Accessions look like EVD-000123; leave it empty for a new claim."
        return "accession", message, hint
    if name == "version" and not _WHOLE.fullmatch(text):
        message = f"version: “{shortened(text, 40)}” is no number of a version."
        return "version", message, "Leave it as it was exported."
    longest = LONGEST_LONG_TEXT if name in CITATION else LONGEST_TEXT
    if message := text_problem(name, text, longest):
        return "control_character", message, _UNSTORABLE
    return None


def _meant(name: str, text: str) -> str:
    """Return a hint: the identifier that `text` was most likely before a program changed it."""
    found = read_identifier(text)
    if found is not None:
        return f"This is a {LABELS[found.kind]}: it belongs in the column {found.kind}."
    plain = unicodedata.normalize("NFKC", text).strip(" ;,.'+")
    if name != "doi":
        plain = _FRACTION.sub("", _BETWEEN_DIGITS.sub("", plain).lstrip("0"))
    return _EXACT if problem_with(name, plain) else f"Did you mean “{plain}”?"


def _refuse_beyond(read: ReadRow, cells: list[Cell], header: Header) -> None:
    """Refuse a row that goes on under no name: its cells have most likely moved."""
    named = header.named
    for place, cell in enumerate(cells):
        if place in named or not _text(cell).strip():
            continue
        if place < max(named):
            header.nameless.setdefault(place, read.number)
            continue
        message = f"Column {letters(place)}: the row has more cells than there are column names."
        hint = "A text with the separator in it has to stand in quotation marks."
        read.refuse("too_many_cells", message, hint, letters(place), _text(cell))
        return


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell.text


def _merged_rows(sheet: Sheet, header: Header) -> Mapping[int, set[int]]:
    """Return, for each row below the header, the mapped columns in which its cell is merged."""
    end = sheet.rows[-1].number if sheet.rows else 0
    found: dict[int, set[int]] = {}
    left = _MOST_MERGED
    for block in sheet.merged:
        places = {
            place for place in header.columns if block.first_column <= place <= block.last_column
        }
        first, last = max(block.first_row, header.row + 1), min(block.last_row, end)
        if not places or last < first:
            continue
        left -= last - first + 1
        if left < 0:
            break
        for number in range(first, last + 1):
            found.setdefault(number, set()).update(places)
    return found
