"""Imports of many rows: by the job worker, with progress, stopped before the commit, and once."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Person
from evidence.actions.drafts import save_draft
from evidence.models import Draft
from exchange.actions import importing as module
from exchange.actions.import_items import import_file
from exchange.actions.importing import MOST_AT_ONCE, cancel_import, run_import
from exchange.models import Import, Importing, Upload
from exchange.views.loading import wishes_of
from tests.factories import make_person, make_terms
from tests.importing import confirm, drop, seal_on, text_at
from tests.patience import PATIENCE
from tests.races import at_once
from tests.reading import client_of
from tests.workbooks import HEAD, csv_text, row

MANY = MOST_AT_ONCE + 1


@pytest.fixture
def curator(committed_db: str) -> Person:
    make_terms()
    return make_person("curator")


@pytest.fixture
def client(curator: Person) -> Client:
    return client_of(curator)


def rows_of(count: int) -> bytes:
    rows = [row(n, cargo=f"miR-{n} [kind: miRNA]") for n in range(1, count + 1)]
    return csv_text([HEAD, *rows]).encode()


@pytest.fixture
def waiting(client: Client) -> str:
    """A file of many rows, confirmed: where its preview was."""
    where = str(drop(client, rows_of(MANY), "many.csv").url)
    assert confirm(client, where).url == where
    assert Draft.objects.count() == 0
    return where


def run() -> None:
    run_import(upload_id=Upload.objects.get().pk)


def test_many_rows_are_left_for_the_worker(client: Client, waiting: str) -> None:
    asked = ProcrastinateJob.objects.filter(task_name=module.IMPORT_FILE)
    assert [job.args for job in asked] == [{"id": str(Upload.objects.get().pk)}]
    assert "Waiting for the job worker" in text_at(client, waiting)
    assert "The job worker is not running" in text_at(client, waiting)
    assert "being imported" in text_at(client, reverse("exchange:import-start"))
    run()
    made = Import.objects.get()
    assert (made.rows_new, Draft.objects.count()) == (MANY, MANY)
    assert client.get(waiting).url == reverse("exchange:import-detail", args=[made.pk])
    assert (Upload.objects.count(), Importing.objects.count()) == (0, 0)


def test_confirmed_again_it_waits_once(client: Client, waiting: str) -> None:
    seal = seal_on(text_at(client, waiting))
    client.post(waiting + "confirm", {"seal": seal})
    assert ProcrastinateJob.objects.filter(task_name=module.IMPORT_FILE).count() == 1


def told(monkeypatch: Any, act: Callable[[str, str], None]) -> None:
    """Call `act` with the stage and the page whenever the import says how far it is."""
    tell = module.Telling.__call__

    def told_and_looked(self: module.Telling, stage: str, done: int, total: int) -> None:
        tell(self, stage, done, total)
        act(stage, str(self.upload_id))

    monkeypatch.setattr(module.Telling, "__call__", told_and_looked)


def in_a_thread(act: Callable[[], object]) -> None:
    """Do it on a connection of its own, as another request would."""
    from django.db import connection

    def done() -> None:
        act()
        connection.close()

    thread = threading.Thread(target=done)
    thread.start()
    thread.join(PATIENCE)
    assert not thread.is_alive()


def test_the_page_says_how_far_it_is(client: Client, waiting: str, monkeypatch: Any) -> None:
    seen: dict[str, str] = {}

    def look(stage: str, upload: str) -> None:
        in_a_thread(lambda: seen.setdefault(stage, text_at(client, waiting)))

    told(monkeypatch, look)
    run()
    assert "Reading the file and comparing it" in seen[next(iter(seen))]
    assert f"0 of {MANY} rows" in seen["Writing drafts"]
    assert all(stage in page for stage, page in seen.items())


def test_it_can_be_stopped_until_the_commit(
    client: Client, curator: Person, waiting: str, monkeypatch: Any
) -> None:
    def stop(stage: str, upload: str) -> None:
        if stage == "Committing":
            in_a_thread(lambda: client.post(waiting + "stop"))

    told(monkeypatch, stop)
    run()
    assert (Draft.objects.count(), Import.objects.count(), Importing.objects.count()) == (0, 0, 0)
    assert f"All {MANY} rows can be imported" in text_at(client, waiting)
    monkeypatch.undo()
    confirm(client, waiting)
    run()
    assert Draft.objects.count() == MANY
    assert client.post(waiting + "stop").url.startswith("/imports/")


def test_what_waits_is_taken_back_at_once(client: Client, curator: Person, waiting: str) -> None:
    upload = Upload.objects.get()
    assert cancel_import(upload=upload, actor=curator)
    run()
    assert (Draft.objects.count(), Importing.objects.count()) == (0, 0)
    assert not cancel_import(upload=upload, actor=curator)


def test_a_refusal_is_told_and_nothing_chosen_is_lost(
    client: Client, curator: Person, waiting: str
) -> None:
    curator.roles = []
    curator.save(update_fields=["roles"])
    run()
    assert Draft.objects.count() == 0
    curator.roles = ["curator"]
    curator.save(update_fields=["roles"])
    assert "you are neither here" in text_at(client, waiting)
    assert f"All {MANY} rows can be imported" in text_at(client, waiting)


def test_a_fault_of_ours_is_told_and_raised(client: Client, waiting: str, monkeypatch: Any) -> None:
    def broken(**given: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(module, "import_file", broken)
    with pytest.raises(RuntimeError):
        run()
    assert "Something broke in here" in text_at(client, waiting)


def test_what_changed_since_the_preview_of_many_rows_is_told_and_nothing_written(
    client: Client,
) -> None:
    where = drop(client, rows_of(MANY), "many.csv").url
    client.post(where + "confirm", {"seal": "0" * 64, "many": "1"})
    run()
    assert (Draft.objects.count(), Import.objects.count()) == (0, 0)
    assert "has changed since the preview" in text_at(client, where)


def test_run_twice_is_once(client: Client, waiting: str) -> None:
    pk = Upload.objects.get().pk
    run_import(upload_id=pk)
    run_import(upload_id=pk)
    assert (Draft.objects.count(), Import.objects.count()) == (MANY, 1)


def test_confirming_twice_at_once_is_once(client: Client, curator: Person) -> None:
    where = drop(client, rows_of(3), "few.csv").url
    upload = Upload.objects.get()
    seal = seal_on(text_at(client, where))
    made: list[Any] = []

    def press() -> None:
        from dataclasses import replace

        wishes = replace(wishes_of(upload), preview=seal)
        data = bytes(upload.data)
        made.append(import_file(data=data, name="few.csv", wishes=wishes, actor=curator).made)

    def lock() -> None:
        module_lock(f"imports of {curator.pk}")

    assert at_once(lock, press, press) == ["done", "done"]
    assert made[0] == made[1] == Import.objects.get()
    assert Draft.objects.count() == 3


def test_a_draft_saved_between_preview_and_confirmation_is_not_overwritten(
    client: Client, curator: Person
) -> None:
    known = csv_text([HEAD, row(1, external_ids="lab [id: 1]")]).encode()
    confirm(client, drop(client, known, "a.csv").url)
    changed = csv_text([HEAD, row(1, external_ids="lab [id: 1]", locator="figure 5")]).encode()
    where = drop(client, changed, "b.csv").url
    seal = seal_on(text_at(client, where))
    draft = Draft.objects.get()

    def save() -> None:
        content = draft.content | {"locator": "figure 6"}
        save_draft(draft=draft, content=content, revision=1, citation=draft.citation, actor=curator)

    in_a_thread(save)
    assert client.post(where + "confirm", {"seal": seal}).status_code == 409
    assert Draft.objects.get().content["locator"] == "figure 6"
    assert "Changed on both sides" in text_at(client, where)


def module_lock(name: str) -> None:
    from exchange.actions.import_items import one_at_a_time

    one_at_a_time(name)
