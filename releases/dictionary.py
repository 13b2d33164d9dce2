"""The data dictionary of the tables: every column, how a cell is read, every closed list."""

from evidence import enums
from evidence.columns import Attribute, Column
from evidence.enums import ChoiceList

from .columns import FLAT, FlatColumn
from .long_rows import LONG_TABLES

CELLS = """\
Values are separated by `; `. What belongs to one value stands after it in square brackets,
separated by `, `, as `name: value` or as a bare mark: `in vitro [measured: yes, inferred]`. A
backslash takes the meaning away from the character after it. A cell that is exactly `unclear`,
`not reported` or `not applicable` is that unknown; an empty cell is *not checked*: nobody has
looked. Answers of closed lists stand as their labels (an import takes the stored value as well);
an underscore in the name of what belongs to a value is a space in a cell. A text that is one of
these words, or `[clear]`, has a backslash in front."""

LONG = """\
One row for each entry of a question, for people who filter. `accession` says which row of the
flat table it belongs to. A question that was answered with an unknown, or with nothing, has no
row: the flat table says which."""


def tables_dictionary() -> str:
    """Return the dictionary that lies in a release."""
    lines = ["# Data dictionary", "", CELLS, "", *column_table()]
    lines += ["", "## Long tables", "", LONG]
    for name, table in LONG_TABLES.items():
        rows = [f"| `{column.name}` | {column.meaning} |" for column in table.columns]
        lines += ["", f"### {name}.csv", "", "| column | meaning |", "|---|---|", *rows]
    lines += ["", "## Unknowns", *choice_table(enums.UNKNOWNS), "", "## Closed lists"]
    for choices in closed_lists():
        lines += ["", f"### {choices.name}", *choice_table(choices)]
    return "\n".join(lines) + "\n"


def column_table() -> list[str]:
    """Return the flat column list as a table, in its order."""
    rows = [_row(place, column) for place, column in enumerate(FLAT, start=1)]
    return ["| | column | holds | meaning |", "|---|---|---|---|", *rows]


def _row(place: int, column: FlatColumn) -> str:
    holds = holding_of(column.answer) if column.answer else "text"
    meaning = column.meaning.replace("|", "\\|")
    return f"| {place} | `{column.name}` | {holds} | {meaning} |"


def holding_of(column: Column) -> str:
    """Return what the answers of a column are, and what may stand beside each."""
    holds = {"text": "text", "long": "text"}.get(column.kind, "")
    if column.choices:
        holds = f"{'answers' if column.many else 'one answer'} of *{column.choices.name}*"
    elif column.vocabulary:
        lists = "open" if column.is_open else "closed"
        holds = f"{'terms' if column.many else 'one term'} of *{column.vocabulary}* ({lists})"
    elif not holds:
        holds = "names"
    if column.attributes:
        holds += "; with " + ", ".join(_attribute(a) for a in column.attributes)
    return holds


def _attribute(attribute: Attribute) -> str:
    what = "mark" if attribute.is_mark else ""
    if attribute.choices:
        what = f"*{attribute.choices.name}*"
    return f"`{attribute.name}`" + (f" ({what})" if what else "")


def closed_lists() -> list[ChoiceList]:
    """Return every closed list but the unknowns, which belong to every column."""
    lists = [value for value in vars(enums).values() if isinstance(value, ChoiceList)]
    return [choices for choices in lists if choices is not enums.UNKNOWNS]


def choice_table(choices: ChoiceList) -> list[str]:
    """Return a closed list as a table, with an empty line before it."""
    rows = [f"| `{value}` | {label} | {meaning} |" for value, label, meaning in choices.choices]
    return ["", "| value | label | meaning |", "|---|---|---|", *rows]
