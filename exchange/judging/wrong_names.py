"""Names of a vocabulary that cannot be what somebody wanted to write."""

import re

from evidence.columns import Column

from .confusables import look_alike, plain_letters, unseen
from .damage import gene_of, is_error, like_a_date, like_a_number, lost_digits
from .findings import shortened
from .unlisted import NO_NAME, NO_NAME_HINT

ERROR_HINT = "Mend the formula or type the answer."
_GENE_HINT = (
    "Spreadsheet programs turn names such as SEPT2 and MARCH1 into dates, and 2310009E13 into a "
    "number. Format the cell as text and type the name again."
)
# Separators as Chinese and Japanese keyboards write them.
_WIDE = re.compile("[；［］]")


def gene_hint(text: str) -> str:
    """Return what to do where a program made a date or a number of a gene."""
    gene = gene_of(text)
    return f"Was it {gene}? {_GENE_HINT}" if gene else _GENE_HINT


def problem_with_name(column: Column, name: str) -> tuple[str, str, str] | None:
    """Return code, words and hint of why a name cannot be what somebody wanted, or None."""
    if found := look_alike(name):
        plain = plain_letters(found[1])
        what = f"character {found[0]} of “{name}” only looks like “{plain}”."
        return "look_alike", what, f"Did you mean “{plain_letters(name)}”?"
    if hidden := unseen(name):
        what = f"character {hidden[0]} of “{plain_letters(name)}” ({hidden[1]}) cannot be seen."
        return "unseen_character", what, "Delete it."
    if wide := _WIDE.search(name):
        what = f"“{wide.group()}” in “{shortened(name, 60)}” is no separator here."
        return "grammar", what, "Values stand apart by “; ”, what belongs to one in [brackets]."
    if is_error(name):
        what = f"“{name}” is an error of the spreadsheet program."
        return "error_cell", what, ERROR_HINT
    if not column.is_open:
        return None
    # That no agent was given is an answer, and called just so.
    if NO_NAME.fullmatch(name) or (name.casefold() == "none" and column.name != "agents"):
        return "no_name", f"“{shortened(name, 60)}” is no name.", NO_NAME_HINT
    if like_a_date(name):
        what = f"“{name}” looks like a date where a name is expected."
        return "date", what, gene_hint(name)
    # Cell lines such as 5637 are called by a number; genes, drugs and tumours are not.
    if like_a_number(name) and not (column.name == "models" and name.isdigit()):
        code = "lost_digits" if lost_digits(name) else "number"
        return code, f"“{name}” is a number where a name is expected.", _GENE_HINT
    return None
