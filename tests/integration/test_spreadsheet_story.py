"""The starter set goes out as a workbook, is edited in a spreadsheet program, and comes back."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command

from accounts.models import Person
from evidence.actions.drafts import save_draft
from exchange.layout import WORKING_NAMES
from exchange.queries.files import judge_file
from releases.writers.xlsx import letters
from tests.factories import make_person
from tests.spreadsheet_programs import EDITORS, Program
from tests.starter import starter_drafts

pytestmark = pytest.mark.django_db


def place(column: str, row: int) -> str:
    return f"{letters(WORKING_NAMES.index(column))}{row}"


# Twelve cells in ten rows: (row, column) → what is typed.
EDITS = {
    (2, "safety"): "SEPT2", (3, "safety"): "=1+1", (3, "mechanism_words"): "represses β-catenin",
    (4, "effect"): "mixed", (5, "resistant_model"): "unclear", (6, "recipient"): "tumour; immune",
    (7, "settings"): "in vitro [measured: yes, models: A549, quantity: 8.2 → 3.1 µM]",
    (8, "agents"): "cisplatin [role: given alongside, as reported: DDP]",
    (9, "locator"): "figure 2b", (9, "claim"): "A sentence; with “quotes” and [brackets].",
    (10, "donor_state"): "healthy; tumour-educated", (11, "level"): "E",
}  # fmt: skip
BROKEN = (12, "effect", "kills the tumour")
BOTH_SIDES = (13, "locator", "figure 9", "table 3")


@pytest.fixture
def curator() -> Person:
    return make_person("curator")


@pytest.mark.parametrize(("program", "ending"), EDITORS)
def test_the_preview_says_exactly_what_was_edited(
    tmp_path: Path, curator: Person, program: Program, ending: str
) -> None:
    drafts = starter_drafts(curator)
    exported, edited = tmp_path / "claims.xlsx", tmp_path / f"edited.{ending}"
    call_command(
        "export_items", format="xlsx", output=exported, actor=curator.username, filter=[],
        stdout=io.StringIO(),
    )  # fmt: skip
    untouched = judge_file(exported.read_bytes(), name="claims.xlsx", actor=curator)
    assert untouched.outcome.changes == changes(unchanged=len(drafts))

    cells = {place(column, row): text for (row, column), text in EDITS.items()}
    row, column, text = BROKEN
    cells[place(column, row)] = text
    row, column, mine, theirs = BOTH_SIDES
    cells[place(column, row)] = mine
    draft = drafts[row - 2]
    save_draft(
        draft=draft, content=draft.content | {column: theirs}, citation=draft.citation,
        revision=draft.revision, actor=curator,
    )  # fmt: skip
    new = [len(drafts) + 2, len(drafts) + 3]
    for row in new:
        cells[place("claim", row)] = f"New in row {row}."
        cells[place("citation_key", row)] = drafts[0].citation.key
    program(exported, edited, cells)

    judged = judge_file(edited.read_bytes(), name=edited.name, actor=curator)
    outcome = judged.outcome
    assert outcome.outcome == "row_errors"
    assert outcome.rows_total == len(drafts) + 2
    assert outcome.changes == changes(new=2, changed=10, both_sides=1, unchanged=len(drafts) - 12)
    wrong = [(found.row, found.column) for found in outcome.errors if found.code != "both_sides"]
    assert wrong == [BROKEN[:2]]
    assert judged.judgement is not None
    kinds = {row.number: row.kind for row in judged.judgement.rows}
    assert [number for number, kind in kinds.items() if kind == "new"] == new
    assert kinds[BOTH_SIDES[0]] == "both_sides"
    (both,) = next(
        row.merged.both_sides for row in judged.judgement.rows if row.number == BOTH_SIDES[0]
    )
    assert (both.column, both.mine, both.theirs) == ("locator", "figure 9", "table 3")
    told = {
        (row.number, "claim" if change.column == "summary" else change.column)
        for row in judged.judgement.rows
        if row.kind == "changed"
        for change in row.merged.changes
    }
    assert told == set(EDITS)


def changes(*, new: int = 0, changed: int = 0, unchanged: int = 0, both_sides: int = 0) -> object:
    return {"new": new, "changed": changed, "unchanged": unchanged, "both_sides": both_sides}
