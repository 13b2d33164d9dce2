"""Exports: what is in them, for whom, and that an import of one changes nothing."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from accounts.models import Person
from exchange.layout import WORKING, WORKING_NAMES
from exchange.queries.files import judge_file
from ground.escaping import unescaped
from releases.actions.publish import publish_release
from tests.factories import make_person
from tests.worlds import World

pytestmark = [pytest.mark.django_db, pytest.mark.both]
AWKWARD = {
    "engineering_detail": "=cmd|'/c calc'!A1", "mechanism_words": "'=x", "safety": "a; b [c]",
    "seen_at": "line one\nline two\ttab", "level_reason": "\\unclear",
    "donor_cell_as_reported": "007",
    "agents": [
        {"name": "5-FU; oxaliplatin [FOLFOX]", "role": "carried", "unnamed": True},
        {"name": "cisplatin", "role": "alongside", "as_reported": "DDP, twice"},
    ],
    "settings": [{"name": "in_vivo", "measured": "unclear", "quantity": "IC50 8.2 → 3.1 µM"}],
    "donor_species": {"unknown": "not_reported"},
}  # fmt: skip


def export(
    folder: Path, kind: str, *filters: str, actor: Person | None = None, **more: Any
) -> Path:
    path = folder / f"claims.{kind}"
    options = {"format": kind, "output": path, "filter": list(filters), **more}
    call_command(
        "export_items", actor=actor.username if actor else "", stdout=io.StringIO(), **options
    )
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    if path.suffix == ".ndjson":
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    if path.suffix == ".xlsx":
        head, *rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Evidence").to_python()
        return [dict(zip(head, row, strict=True)) for row in rows]
    tab = "\t" if path.suffix == ".tsv" else ","
    text = path.read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=tab))
    return [{name: unescaped(cell) for name, cell in row.items()} for row in rows]


KINDS = ("csv", "tsv", "ndjson", "xlsx")


def test_every_format_says_the_same_printed_or_not(tmp_path: Path) -> None:
    world = World()
    world.accepted(**AWKWARD)
    world.accepted()
    world.in_review()
    before = {kind: export(tmp_path, kind).read_bytes() for kind in KINDS}
    publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    found = {}
    for kind in KINDS:
        path = export(tmp_path, kind)
        assert path.read_bytes() == before[kind], kind
        found[kind] = rows_of(path)
    awkward, plain = found["csv"]
    assert tuple(awkward) == WORKING_NAMES
    assert found["tsv"] == found["ndjson"] == found["xlsx"] == [awkward, plain]
    for name in ("engineering_detail", "mechanism_words", "safety", "seen_at"):
        assert awkward[name] == AWKWARD[name]
    assert awkward["level_reason"] == "\\\\unclear"
    assert awkward["agents"] == (
        "5-FU\\; oxaliplatin \\[FOLFOX\\] [role: carried by the vesicle, unnamed]; "
        "cisplatin [role: given alongside, as reported: DDP\\, twice]"
    )
    assert awkward["settings"] == "in vivo [measured: unclear, quantity: IC50 8.2 → 3.1 µM]"
    assert (awkward["status"], awkward["peer_review"], awkward["reviewed_by"]) == (
        "accepted",
        "",
        "2",
    )
    assert {column.name for column in WORKING if not column.is_exported} == {
        name
        for name in WORKING_NAMES
        if name in ("quote", "notes", "coding", "pdf_page", "curator", "why_separate")
    }
    assert all(not row[c.name] for row in found["csv"] for c in WORKING if not c.is_exported)


@pytest.mark.parametrize("kind", ["csv", "tsv", "xlsx"])
def test_an_export_imported_again_changes_nothing_and_exports_the_same(
    tmp_path: Path, kind: str
) -> None:
    world = World()
    accepted = [world.accepted(**AWKWARD), world.accepted()]
    draft = world.draft(safety="half typed", **{k: v for k, v in AWKWARD.items() if k != "safety"})
    world.in_review()
    actor = world.author
    path = export(tmp_path, kind, actor=actor)
    first = path.read_bytes()
    rows = rows_of(path)
    assert [row["status"] for row in rows] == ["accepted", "accepted", "draft", "in review"]
    assert rows[0]["accession"] == accepted[0].item.accession
    assert rows[2]["draft"] == f"{draft.pk}@{draft.revision}"
    judged = judge_file(first, name=path.name, actor=actor)
    assert [f.message for f in judged.outcome.errors] == []
    assert judged.outcome.changes == {"new": 0, "changed": 0, "unchanged": 4, "both_sides": 0}
    with pytest.raises(SystemExit) as left:
        call_command("import_items", path, actor=actor.username, commit=True, stdout=io.StringIO())
    assert left.value.code == 0
    assert export(tmp_path, kind, actor=actor).read_bytes() == first


def test_what_no_cell_holds_is_left_out_and_named(tmp_path: Path) -> None:
    world = World()
    draft = world.draft(models=[{"name": "A549"}], safety="fine")
    content = draft.content | {"cargo": [{"kind": "mirna"}], "seen_at": "x" * 33_000}
    draft.content = content
    draft.save()
    (row,) = rows_of(export(tmp_path, "csv", "status=draft", actor=world.author))
    assert row["left_out"] == "cargo; seen_at"
    assert (row["cargo"], row["seen_at"], row["safety"]) == ("", "", "fine")
    judged = judge_file((tmp_path / "claims.csv").read_bytes(), name="a.csv", actor=world.author)
    assert judged.outcome.changes["unchanged"] == 1


def test_filters_of_the_list_narrow_the_export(tmp_path: Path) -> None:
    world = World()
    melanoma = world.accepted(cancer=[{"name": "melanoma"}])
    other = world.accepted(effect=[{"name": "mixed"}])
    waiting = world.in_review(cancer=[{"name": "melanoma"}])

    def found(*filters: str, actor: Person | None = None) -> list[str]:
        return [row["accession"] for row in rows_of(export(tmp_path, "csv", *filters, actor=actor))]

    names = [version.item.accession for version in (melanoma, other, waiting)]
    assert found() == names[:2]
    assert found("cancer=melanoma") == names[:1]
    assert found("cancer=melanoma", actor=world.first) == [names[0], names[2]]
    assert found("effect=mixed") == found("q=mixed", "effect=mixed") == names[1:2]
    assert found("status=in_review", actor=world.first) == names[2:]
    assert found("status=in_review") == []
    assert found(f"item={names[1]}") == names[1:2]


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (["effect"], "write NAME=VALUE"),
        (["colour=red"], "“colour” is not known here"),
        (["effect=wrong"], "effect is one of"),
        (["item=EVD-1"], "is no accession"),
    ],
)
def test_a_filter_that_is_none_is_refused_and_nothing_is_written(
    tmp_path: Path, filters: list[str], said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        export(tmp_path, "csv", *filters)
    assert list(tmp_path.iterdir()) == []


def test_a_stranger_and_a_folder_that_is_not_there_are_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Nobody active here is called nobody"):
        call_command("export_items", format="csv", output=tmp_path / "a", actor="nobody")
    with pytest.raises(CommandError, match="Nothing was written"):
        export(tmp_path / "missing", "csv")


def test_only_own_drafts_are_in_it_and_stand_for_their_items(tmp_path: Path) -> None:
    world = World()
    world.accepted()
    mine, theirs = world.draft(), world.draft(author=make_person("curator"))
    rows = rows_of(export(tmp_path, "csv", actor=world.author))
    assert [row["accession"] for row in rows if row["draft"]] == [mine.item.accession]
    assert theirs.item.accession not in [row["accession"] for row in rows]
    assert len(rows_of(export(tmp_path, "csv"))) == 1


def test_nobody_learns_from_it_by_how_many_an_open_round_was_judged(tmp_path: Path) -> None:
    world = World()
    world.say(world.in_review(), world.first, "accept")
    for actor in (world.author, world.first, world.decider):
        (row,) = rows_of(export(tmp_path, "csv", actor=actor))
        assert (row["status"], row["reviewed_by"]) == ("in review", "")
        assert row["peer_review"] == "preliminary, not peer reviewed"


def test_the_workbook_says_what_it_is_and_holds_long_sheets(tmp_path: Path) -> None:
    world = World()
    version = world.accepted(**AWKWARD)
    book = load_workbook(
        export(tmp_path, "xlsx", "effect=restores_sensitivity", actor=world.author)
    )
    about = dict(book["About"].values)
    assert about["rows"] == "1"
    assert about["filter"] == "Effect: restores sensitivity"
    assert about["exported for"] == world.author.username
    agents = list(book["Agents"].values)
    assert [row[:3] for row in agents[1:]] == [
        (version.item.accession, "1", "5-FU; oxaliplatin [FOLFOX]"),
        (version.item.accession, "1", "cisplatin"),
    ]
    names = [row[1] for row in book["Vocabulary"].values if row[0] == "cancer"]
    assert "glioma" in names
    assert len(book["Evidence"].data_validations.dataValidation) > 20


def test_a_byte_order_mark_is_there_only_when_asked_for(tmp_path: Path) -> None:
    World().accepted()
    assert not export(tmp_path, "csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert export(tmp_path, "csv", bom=True).read_bytes().startswith(b"\xef\xbb\xbfaccession,")
