"""What happens while a release is made, and after it: it holds one state of things, for good."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client

from accounts.actions.profiles import update_profile
from accounts.models import Person
from evidence.models import Term
from releases import storage
from releases.actions import publish
from releases.actions.rebuilding import rebuild_files
from releases.models import Release
from releases.queries.audit import broken_anchors, broken_events
from releases.queries.verifying import published
from reviews.actions.decide import confirm
from reviews.actions.retire import retire
from reviews.actions.revise import restore
from tests.factories import make_person
from tests.patience import PATIENCE
from tests.posting import text_of
from tests.races import outcome
from tests.worlds import World, fresh


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> None:
    settings.EVIDENCE_HOME = tmp_path


def published_by(world: World, number: str) -> Release:
    return publish.publish_release(
        number=number, note="", why_as_is="New names.", actor=world.decider
    )


@pytest.mark.parametrize(
    ("step", "holds"), [("_hold", {"kept", "new"}), ("print_missing", {"kept", "gone"})]
)
def test_a_release_holds_one_state_whatever_is_decided_while_it_is_made(
    committed_db: str, step: str, holds: set[str]
) -> None:
    world = World()
    versions = {"kept": world.accepted(), "gone": world.accepted(), "new": world.agreed()}
    published_by(world, "2026.1")
    real: Callable[..., Any] = getattr(publish, step)

    def meanwhile() -> None:
        retire(version=versions["gone"], reason="A slip.", actor=world.decider)
        confirm(version=versions["new"], actor=world.decider)

    def late(*args: Any) -> Any:
        with ThreadPoolExecutor(1) as others:
            assert others.submit(outcome, meanwhile).result(timeout=PATIENCE) == "done"
        return real(*args)

    with patch.object(publish, step, late):
        release = published_by(world, "2026.2")
    held = {name: version.pk for name, version in versions.items() if name in holds}
    assert set(release.versions.values_list("version", flat=True)) == set(held.values())
    assert release.rows == len(holds)
    gone = {versions["gone"].item.accession: "retired: A slip."} if "new" in holds else {}
    assert release.manifest["gone"] == gone
    assert [*broken_events(), *broken_anchors()] == []
    # Nor does anything later change what comes out of the database again.
    restore(version=fresh(versions["gone"]), reason="No slip.", actor=world.decider)
    assert set(rebuild_files(release=release)) == set(published(release))


@pytest.mark.django_db
def test_a_term_renamed_and_a_person_erased_afterwards_change_no_byte_and_break_no_page() -> None:
    world = World()
    version = world.accepted()
    update_profile(
        person=world.author, name="Ada Curator", email="", orcid="", consents_to_be_named=True,
        actor=world.author,
    )  # fmt: skip
    release = published_by(world, "2026.1")
    before = {file.name: storage.path_of(file.sha256).read_bytes() for file in release.files.all()}
    Term.objects.filter(vocabulary="cancer", label="glioma").update(label="glial tumour")
    for person in (world.author, world.decider):  # a name lives in one row that can be replaced
        Person.objects.filter(pk=person.pk).update(
            name="erased", username=f"erased-{person.pk}", email=None, orcid=None, is_active=False
        )
    client, editor = Client(), make_person("editor")
    client.force_login(editor)
    number = version.item.accession
    for reader in (Client(), client):
        page = text_of(reader.get("/releases/2026.1/"))
        assert "EVidence 2026.1" in page
        assert "Ada Curator" in page  # who agreed to be named stays in what was printed
        assert "glioma" in text_of(reader.get(f"/items/{number}/?release=2026.1"))
        assert reader.get("/releases/").status_code == 200
        assert number in text_of(reader.get("/items/?release=2026.1"))
    for name, whole in before.items():
        response: Any = Client().get(f"/releases/2026.1/files/{name}")
        assert b"".join(response.streaming_content) == whole
    second = published_by(World(decider=editor), "2026.2")
    assert second.rows == 1
    assert text_of(client.get("/releases/2026.1/changes/2026.2/")).count("glial") == 0
