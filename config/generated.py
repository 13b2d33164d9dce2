"""Documents made from the code, so that they cannot say anything else."""

from collections.abc import Callable

from evidence import enums
from evidence.columns import SECTIONS, Attribute, Column, columns_of
from evidence.enums import ChoiceList
from reviews.workflow import MOVES

_NEED = {"required": "★", "shown": "☆", "folded": ""}
_HEAD = "<!-- Made by `manage.py write_docs`; edit the code, not this page. -->\n\n"


def data_dictionary() -> str:
    """Return the data dictionary: every column, every attribute, every closed list."""
    lines = [
        "# Data dictionary",
        "",
        "★ must be answered (an unknown is an answer) · ☆ shown and optional · the rest is folded "
        "away as *not checked* until opened. Private answers are for signed-in people only and "
        "in no document, export or release.",
    ]
    for number, section in enumerate(SECTIONS, start=1):
        lines += ["", f"## {number} {section.label}", "", section.lead, ""]
        lines += ["| name | label | | holds | meaning | example |", "|---|---|---|---|---|---|"]
        lines += [_column_row(column) for column in columns_of(section.name)]
    lines += ["", "## Unknowns", *_choice_table(enums.UNKNOWNS), "", "## Closed lists"]
    lists = [value for value in vars(enums).values() if isinstance(value, ChoiceList)]
    for choices in lists:
        if choices is not enums.UNKNOWNS:
            lines += ["", f"### {choices.name}", *_choice_table(choices)]
    return _HEAD + "\n".join(lines) + "\n"


def _column_row(column: Column) -> str:
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
    private = " (private)" if column.private else ""
    cells = (
        f"`{column.name}`", column.label, _NEED[column.need], holds + private, column.hint,
        column.example,
    )  # fmt: skip
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _attribute(attribute: Attribute) -> str:
    what = "mark" if attribute.is_mark else ""
    if attribute.choices:
        what = f"*{attribute.choices.name}*"
    return f"`{attribute.name}`" + (f" ({what})" if what else "")


def _choice_table(choices: ChoiceList) -> list[str]:
    rows = [f"| `{value}` | {label} | {meaning} |" for value, label, meaning in choices.choices]
    return ["", "| value | label | meaning |", "|---|---|---|", *rows]


def workflow() -> str:
    """Return the workflow: statuses and the moves between them, as diagram and table."""
    lines = ["# Workflow", "", "```mermaid", "stateDiagram-v2"]
    for move in MOVES.values():
        lines += [
            f"    {source} --> {target}: {move.name}"
            for source in move.sources
            for target in move.targets
        ]
    lines += ["```", "", "| move | from | to | by | asks |", "|---|---|---|---|---|"]
    label = enums.STATUSES.label_of
    for move in MOVES.values():
        sources = ", ".join(label(status) for status in move.sources)
        targets = ", ".join(label(status) for status in move.targets)
        lines.append(f"| {move.name} | {sources} | {targets} | {move.by} | {move.asks} |")
    return _HEAD + "\n".join(lines) + "\n"


GENERATED: dict[str, Callable[[], str]] = {
    "docs/data-dictionary.md": data_dictionary,
    "docs/workflow.md": workflow,
}
