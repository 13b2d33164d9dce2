"""Five thousand claims out, in and out again: nothing changed, the same bytes."""

import io
import json
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from python_calamine import CalamineWorkbook

from accounts.models import Person
from evidence.columns import COLUMNS
from evidence.models import Draft
from exchange.starter_rows import read_claims
from releases.rows import cell_of
from tests.conftest import Tell
from tests.factories import make_person
from tests.starter import starter_papers
from tests.workbooks import csv_text, ods

pytestmark = pytest.mark.django_db
MANY = 5_000


def imported(path: Path, actor: Person, **options: Any) -> dict[str, Any]:
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command(
            "import_items", path, actor=actor.username, json=True, stdout=out,
            **options,
        )  # fmt: skip
    return json.loads(out.getvalue())


def exported(path: Path, actor: Person) -> bytes:
    kind = path.suffix[1:]
    call_command(
        "export_items", format=kind, output=path, actor=actor.username, filter=[],
        stdout=io.StringIO(),
    )  # fmt: skip
    return path.read_bytes()


def many_claims() -> bytes:
    """The starter claims over and over, each with a summary and an id of its own."""
    names = [column.name for column in COLUMNS]
    claims = read_claims()
    rows = [[*names, "citation_key"]]
    for number in range(MANY):
        claim = claims[number % len(claims)]
        content = claim.content | {
            "summary": f"Claim {number}: =SUM(A1); [x] “µ” 间充质",
            "external_ids": [{"name": "many", "id": f"M-{number}"}],
        }
        cells = [cell_of(column, content.get(column.name)) for column in COLUMNS]
        rows.append([*cells, claim.citation_key])
    return csv_text(rows).encode()


def as_ods(book: Path) -> bytes:
    """The workbook as OpenDocument, by hand; `make office` has LibreOffice write one."""
    return ods(CalamineWorkbook.from_path(book).get_sheet_by_name("Evidence").to_python())


def test_five_thousand_claims_go_round_unchanged(tmp_path: Path, tell: Tell) -> None:
    actor = make_person("curator")
    starter_papers(actor)
    first = tmp_path / "first.csv"
    first.write_bytes(many_claims())
    outcome = imported(first, actor, commit=True)
    assert (outcome["errors"][:2], outcome["changes"]["new"]) == ([], MANY)
    assert Draft.objects.count() == MANY
    nothing = {"new": 0, "changed": 0, "unchanged": MANY, "both_sides": 0}
    for kind in ("csv", "tsv", "xlsx"):
        began = time.perf_counter()
        path = tmp_path / f"claims.{kind}"
        before = exported(path, actor)
        outcome = imported(path, actor, commit=True)
        assert (outcome["changes"], outcome["errors"]) == (nothing, [])
        assert exported(path, actor) == before
        took = time.perf_counter() - began
        tell(f"{MANY:,} claims out, in and out as {kind}: the same bytes, 0 changed, {took:.1f} s")
    document = tmp_path / "claims.ods"
    document.write_bytes(as_ods(tmp_path / "claims.xlsx"))
    outcome = imported(document, actor, commit=True)
    assert (outcome["changes"], outcome["errors"]) == (nothing, [])
    assert exported(tmp_path / "claims.xlsx", actor) == before
