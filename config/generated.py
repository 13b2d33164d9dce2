"""Documents made from the code, so that they cannot say anything else."""

import json
from collections.abc import Callable
from typing import Any

from django.conf import settings
from drf_spectacular.generators import SchemaGenerator

from config.promises import broken, promises
from evidence import enums, study_card
from evidence.columns import SECTIONS, Column, columns_of
from exchange.layout import WORKING_ONLY
from releases.dictionary import CELLS, choice_table, closed_lists, column_table, holding_of
from reviews.workflow import MOVES

API_PROMISES = "docs/api-promises.txt"
_NEED = {"required": "★", "shown": "☆", "folded": ""}
_CARD_HOLDS = {
    study_card.LINE: "text or an unknown",
    study_card.LONG: "text or an unknown",
    study_card.JUDGEMENT: "yes, no or an unknown",
}
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
    lines += _study_card()
    lines += ["", "## Tables: CSV, XLSX, NDJSON and the API's CSV", "", CELLS, "", *column_table()]
    lines += _working_columns()
    lines += ["", "## Unknowns", *choice_table(enums.UNKNOWNS), "", "## Closed lists"]
    for choices in closed_lists():
        lines += ["", f"### {choices.name}", *choice_table(choices)]
    return _HEAD + "\n".join(lines) + "\n"


def _working_columns() -> list[str]:
    lead = (
        "What a working export and the template have besides, behind the first ten columns of the "
        "table above. An export leaves those empty that it does not print; an empty cell leaves "
        "what is stored."
    )
    lines = ["", "## Columns of the working export", "", lead, ""]
    lines += ["| column | printed | read by an import | meaning |", "|---|---|---|---|"]
    for column in WORKING_ONLY:
        printed, read = ("yes" if told else "no" for told in (column.is_exported, column.is_read))
        lines.append(f"| `{column.name}` | {printed} | {read} | {column.meaning} |")
    return lines


def _study_card() -> list[str]:
    lead = (
        "What is true of the whole paper; asked once, frozen into each version and judged with "
        "its source. What nobody looked at is left out."
    )
    lines = ["", "## Study card", "", lead]
    for part in study_card.PARTS:
        lines += ["", f"### {part.label}", "", part.lead, ""]
        lines += ["| name | label | holds | meaning | example |", "|---|---|---|---|---|"]
        lines += [
            f"| `{one.name}` | {one.label} | {_CARD_HOLDS[one.kind]} | {one.hint} | {one.example} |"
            for one in study_card.QUESTIONS
            if one.part == part.name
        ]
    return lines


def _column_row(column: Column) -> str:
    private = " (private)" if column.private else ""
    cells = (
        f"`{column.name}`", column.label, _NEED[column.need], holding_of(column) + private,
        column.hint, column.example,
    )  # fmt: skip
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


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
        by = " or ".join(move.by)
        lines.append(
            f"| {move.name.replace('_', ' ')} | {sources} | {targets} | {by} | {move.asks} |"
        )
    return _HEAD + "\n".join(lines) + "\n"


def api_description() -> str:
    """Return the OpenAPI description of the API, as the site serves it."""
    return json.dumps(_described(), indent=1, ensure_ascii=False) + "\n"


def api_promises() -> str:
    """Return what programs may rely on, one line each, under the version that promises it.

    Raises StalePromise where what stands in the file would break without another version: the
    file grows, and nothing leaves it while the version stays.
    """
    described = _described()
    version, now = described["info"]["version"], promises(described)
    path = settings.BASE_DIR / API_PROMISES
    if path.exists():
        head, *promised = path.read_text(encoding="utf-8").splitlines()
        if head == f"version {version}" and (found := broken(promised, now)):
            raise BrokenPromise(found)
    return "\n".join([f"version {version}", *now]) + "\n"


class BrokenPromise(Exception):
    """The API would break programs under the version that they rely on."""

    def __init__(self, found: list[str]) -> None:
        lines = "\n".join(found[:40])
        super().__init__(
            f"{lines}\nPrograms that rely on version {settings.SPECTACULAR_SETTINGS['VERSION']} "
            "would break. Keep it as it was, or raise SPECTACULAR_SETTINGS['VERSION']."
        )


def _described() -> dict[str, Any]:
    described: dict[str, Any] = SchemaGenerator().get_schema(public=True)
    return described


GENERATED: dict[str, Callable[[], str]] = {
    "docs/data-dictionary.md": data_dictionary,
    "docs/workflow.md": workflow,
    "docs/openapi.json": api_description,
    API_PROMISES: api_promises,
}
