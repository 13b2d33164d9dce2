"""Exports in the browser: at once, by the worker, as a table, as an empty template."""

import io
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import Person
from exchange import admin, jobs
from exchange.actions import exporting
from exchange.actions.exporting import ask_export, path_of, sweep_exports
from exchange.layout import WORKING_NAMES
from exchange.models import Export
from exchange.queries.files import judge_file
from ground import clock
from tests.factories import make_person
from tests.worlds import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, settings: Any) -> None:
    settings.EVIDENCE_HOME = tmp_path


def client_of(person: Person | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def body_of(response: Any) -> bytes:
    assert response.status_code == 200, response.status_code
    return b"".join(response.streaming_content)


def url(kind: str, query: str = "") -> str:
    return reverse("exchange:item-export", args=[kind]) + query


@pytest.mark.parametrize("kind", ["csv", "tsv", "ndjson", "xlsx"])
def test_the_page_sends_what_the_command_writes(tmp_path: Path, kind: str) -> None:
    world = World()
    world.accepted()
    world.accepted(effect=[{"name": "mixed"}])
    world.in_review()
    for person in (None, world.first):
        response = client_of(person).get(url(kind, "?effect=mixed"))
        sent = body_of(response)
        call_command(
            "export_items", format=kind, output=tmp_path / "f", filter=["effect=mixed"],
            actor=person.username if person else "", stdout=io.StringIO(),
        )  # fmt: skip
        assert sent == (tmp_path / "f").read_bytes()
        assert response["Content-Disposition"] == f'attachment; filename="claims.{kind}"'
        cached = "private, no-store" if person else "public, no-cache"
        assert (response["Cache-Control"], response["Vary"]) == (cached, "Cookie")


def test_the_list_links_to_the_export_of_what_it_shows() -> None:
    world = World()
    world.accepted()
    page = client_of(None).get("/items/?effect=restores_sensitivity&after=EVD-000000")
    text = page.content.decode()
    for kind in ("xlsx", "csv", "tsv", "ndjson"):
        assert f'href="{url(kind)}?effect=restores_sensitivity"' in text
    assert f'href="{reverse("exchange:item-table")}?effect=restores_sensitivity"' in text


@pytest.mark.parametrize(
    ("query", "said"),
    [("?colour=red", "not known here"), ("?item=EVD-1", "no accession"), ("?effect=x", "one of")],
)
def test_what_the_list_does_not_know_is_refused(query: str, said: str) -> None:
    response = client_of(None).get(url("csv", query))
    assert response.status_code == 400
    assert said in response.content.decode()
    assert client_of(None).get("/items/export.pdf").status_code == 404


def test_a_byte_order_mark_for_excel() -> None:
    assert body_of(client_of(None).get(url("csv", "?bom=1"))).startswith(b"\xef\xbb\xbfaccession,")


def test_own_drafts_and_nobody_elses() -> None:
    world = World()
    draft = world.draft()
    world.draft(author=make_person("curator"))
    rows = body_of(client_of(world.author).get(url("csv", "?status=draft"))).decode().splitlines()
    assert len(rows) == 2
    assert rows[1].startswith(draft.item.accession)
    assert len(body_of(client_of(None).get(url("csv", "?status=draft"))).splitlines()) == 1


def test_the_template_is_empty_and_an_import_reads_it() -> None:
    person = make_person("curator")
    data = body_of(client_of(None).get(reverse("exchange:template-file")))
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Evidence", "Vocabulary", "Data dictionary", "About"]
    assert [tuple(c.value for c in row) for row in book["Evidence"].rows] == [WORKING_NAMES]
    judged = judge_file(data, name="template.xlsx", actor=person)
    assert judged.outcome.rows_total == 0
    assert judged.judgement is not None
    assert judged.judgement.header.unmapped == {}


def test_a_table_to_copy_says_how_far_to_trust_each_claim() -> None:
    world = World()
    accepted, waiting = world.accepted(), world.in_review(summary="=1+1 is run by Excel.")
    page = client_of(world.first).get(reverse("exchange:item-table")).content.decode()
    assert "accepted, reviewed by 2" in page
    assert "in review; preliminary, not peer reviewed" in page
    assert "&#x27;=1+1 is run by Excel." in page
    assert "data-copy-table" in page
    one = client_of(world.first).get(f"/items/as-table?item={waiting.item.accession}")
    assert accepted.item.accession not in one.content.decode()
    seen = client_of(None).get(reverse("exchange:item-table")).content.decode()
    assert waiting.item.accession not in seen
    empty = client_of(None).get("/items/as-table?effect=mixed").content.decode()
    assert "No claim matches" in empty


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exchange.views.item_export.MOST_AT_ONCE", 1)


def ask(person: Person, kind: str = "csv", query: str = "") -> Export:
    data = {"kind": kind, "asked": query}
    response = client_of(person).post(reverse("exchange:export-list"), data)
    assert response.status_code == 302, response.content.decode()
    return Export.objects.get(pk=response["Location"].split("/")[-2])


@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_large_one_is_made_by_the_worker_for_its_person_alone(kind: str) -> None:
    world = World()
    for effect in ("mixed", "mixed", "no_effect"):
        world.accepted(effect=[{"name": effect}])
    person, stranger = world.first, make_person("editor")
    client = client_of(person)
    offered = client.get(url(kind, "?effect=mixed")).content.decode()
    assert "Export 2 claims" in offered
    assert 'value="effect=mixed"' in offered
    export = ask(person, kind, "effect=mixed")
    where = reverse("exchange:export-detail", args=[export.pk])
    file = reverse("exchange:export-file", args=[export.pk])
    assert "Waiting for the job worker" in client.get(where).content.decode()
    assert client.get(file).status_code == 404
    jobs.make_export(id=str(export.pk))
    assert "The export is ready" in client.get(where).content.decode()
    assert f"{kind.upper()} of 2 claims" in client.get("/exports/").content.decode()
    sent = body_of(client.get(file))
    again = judge_file(sent, name=f"a.{kind}", actor=person)
    assert again.outcome.changes["unchanged"] == 2
    for other in (stranger, None):
        assert client_of(other).get(file).status_code == (404 if other else 302)
        assert client_of(other).get(where).status_code == (404 if other else 302)
        gone = client_of(other).post(reverse("exchange:export-forget", args=[export.pk]))
        assert gone.status_code == (404 if other else 302)
    assert path_of(export).is_file()
    jobs.make_export(id=str(export.pk))  # a job may run twice
    assert client.post(reverse("exchange:export-forget", args=[export.pk])).status_code == 302
    assert client.get(file).status_code == 404
    assert list(exporting.folder().iterdir()) == []


@pytest.mark.usefixtures("_small")
def test_visitors_get_large_texts_at_once_and_no_large_workbook() -> None:
    world = World()
    world.accepted()
    world.accepted()
    assert len(body_of(client_of(None).get(url("csv"))).splitlines()) == 3
    refused = client_of(None).get(url("xlsx"))
    assert refused.status_code == 403
    assert "the workbook of a release" in refused.content.decode()


def test_what_is_forgotten_before_it_is_made_is_never_made() -> None:
    world = World()
    world.accepted()
    export = ask_export(kind="csv", asked={}, rows=1, actor=world.first)
    client_of(world.first).post(reverse("exchange:export-forget", args=[export.pk]))
    jobs.make_export(id=str(export.pk))
    jobs.make_export(id=str(uuid.uuid4()))
    assert not exporting.folder().exists()


def test_its_day_over_the_link_leads_nowhere_and_the_sweep_takes_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World()
    world.accepted()
    old, new = (ask_export(kind="csv", asked={}, rows=1, actor=world.first) for _ in range(2))
    for export in (old, new):
        jobs.make_export(id=str(export.pk))
    Export.objects.filter(pk=old.pk).update(expires_at=clock.now() - timedelta(seconds=1))
    stray = exporting.folder() / "stray.csv"
    stray.write_text("left by a crash")
    assert client_of(world.first).get(f"/exports/{old.pk}/file").status_code == 404
    assert sweep_exports() == 1
    assert [path.name for path in exporting.folder().iterdir()] == [path_of(new).name]
    assert sweep_exports() == 0


def test_nobody_fills_the_disk() -> None:
    person = make_person("curator")
    for _ in range(exporting.MOST_OF_ONE):
        ask_export(kind="csv", asked={}, rows=0, actor=person)
    data = {"kind": "csv", "asked": ""}
    response = client_of(person).post(reverse("exchange:export-list"), data)
    assert response.status_code == 422
    assert "the most one may have" in response.content.decode()
    wrong = client_of(person).post(reverse("exchange:export-list"), {"kind": "pdf"})
    assert (wrong.status_code, Export.objects.count()) == (422, exporting.MOST_OF_ONE)


def test_an_export_whose_filter_broke_meanwhile_says_why() -> None:
    person = make_person("curator")
    export = ask_export(kind="csv", asked={"agents": ["999999"]}, rows=0, actor=person)
    jobs.make_export(id=str(export.pk))
    page = client_of(person).get(f"/exports/{export.pk}/").content.decode()
    assert "The export was refused" in page
    assert list(exporting.folder().iterdir()) == []


def test_the_admin_exports_the_chosen_items() -> None:
    world = World()
    versions = [world.accepted(), world.accepted(effect=[{"name": "mixed"}]), world.in_review()]
    listed = reverse("admin:evidence_item_changelist")
    editor = client_of(make_person("editor"))

    def choose(*chosen: int, action: str = "export_csv", **more: str) -> Any:
        told = {"action": action, "_selected_action": [versions[at].item.pk for at in chosen]}
        return editor.post(listed, told | more)

    def accessions(response: Any) -> list[str]:
        return [line.split(",")[0] for line in body_of(response).decode().splitlines()[1:]]

    assert "Export as XLSX" in editor.get(listed).content.decode()
    named = [version.item.accession for version in versions]
    assert accessions(choose(1)) == [named[1]]
    assert sorted(accessions(choose(0, select_across="1"))) == sorted(named)
    book = load_workbook(io.BytesIO(body_of(choose(0, action="export_workbook"))))
    assert book["Evidence"]["A2"].value == named[0]
    curator = client_of(make_person("curator"))
    assert curator.post(listed, {"action": "export_csv"}).status_code in (302, 403)


def test_too_many_items_are_not_exported_in_the_admin(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    items = [world.accepted().item, world.accepted(effect=[{"name": "mixed"}]).item]
    monkeypatch.setattr(admin, "MOST_CHOSEN", 1)
    told = {"action": "export_csv", "_selected_action": [item.pk for item in items]}
    address = reverse("admin:evidence_item_changelist")
    refused = client_of(make_person("editor")).post(address, told, follow=True)
    assert "More than 1 items" in refused.content.decode()
