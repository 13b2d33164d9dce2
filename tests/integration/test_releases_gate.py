"""The gate of a release: differences, reasons, quarantine, names; and descriptions for machines."""

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import frictionless
import pytest
from datacite import schema45
from django.test import Client

from evidence.actions.terms import add_term
from evidence.documents import content_of
from evidence.models import Citation, Standing, Term
from ground.errors import Denied, Invalid
from releases import storage
from releases.actions.publish import publish_release
from releases.long_rows import LONG_TABLES
from releases.models import Release
from releases.queries.differences import between
from releases.queries.releases import release_before
from reviews.actions.correct import correct
from reviews.actions.decide import waive
from reviews.actions.retire import merge, retire
from tests.factories import say_status
from tests.worlds import World

pytestmark = pytest.mark.django_db
WHY = "New names."


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.EVIDENCE_HOME = tmp_path
    return tmp_path


@pytest.fixture
def world() -> World:
    return World()


def publish(world: World, number: str) -> Release:
    return publish_release(number=number, note="", why_as_is=WHY, actor=world.decider)


def text_of(release: Release, name: str) -> str:
    return storage.path_of(release.files.get(name=name).sha256).read_text("utf-8")


def test_every_change_is_told_with_its_reason_and_field(world: World) -> None:
    kept, gone, absorbed, survivor, mended = (world.accepted() for _ in range(5))
    publish(world, "2026.1")
    retire(version=gone, reason="The figure was wrong.", actor=world.decider)
    merge(version=absorbed, into=survivor.item, reason="The same.", actor=world.decider)
    content = content_of(mended.document, mended.supplement) | {"locator": "figure 9"}
    correct(
        version=mended, content=content, reason="Misread.", proposer=world.author,
        actor=world.decider,
    )  # fmt: skip
    added = world.accepted()
    release = publish(world, "2026.2")
    told = {change.accession: change for change in between(release_before(release), release)}
    assert {name: change.kind for name, change in told.items()} == {
        gone.item.accession: "gone", absorbed.item.accession: "gone",
        mended.item.accession: "corrected", added.item.accession: "added",
    }  # fmt: skip
    assert kept.item.accession not in told
    assert told[gone.item.accession].reason == "retired: The figure was wrong."
    assert told[absorbed.item.accession].reason == (
        f"merged into {survivor.item.accession}: The same."
    )
    assert told[mended.item.accession].fields == [("locator", "abstract", "figure 9")]
    rows = list(csv.DictReader(io.StringIO(text_of(release, "changes.csv"))))
    assert {row["accession"]: row["reason"] for row in rows}[gone.item.accession] == (
        "retired: The figure was wrong."
    )
    assert [row["before"] for row in rows if row["field"] == "locator"] == ["abstract"]
    words = text_of(release, "CHANGES.md")
    assert "## No longer held: 2" in words
    assert f"- {mended.item.accession}: locator" in words
    assert text_of(Release.objects.get(number="2026.1"), "CHANGES.md").startswith(
        "# EVidence 2026.1: what changed in the first release"
    )


def test_a_release_is_refused_while_three_claims_vanished(world: World) -> None:
    versions = [world.accepted() for _ in range(5)]
    publish(world, "2026.1")
    lost = versions[:3]
    Standing.objects.filter(version__in=lost).update(status="returned")
    with pytest.raises(Denied) as refusal:
        publish(world, "2026.2")
    assert "3 of the last release are gone without a reason" in refusal.value.message
    client = Client()
    client.force_login(world.decider)
    page = client.get("/releases/publish/").content.decode()
    assert "Gone without a reason: 3" in page
    for version in lost:
        assert version.item.accession in refusal.value.message
        assert f"/items/{version.item.accession}/" in page
    assert Release.objects.count() == 1


def test_a_retracted_paper_keeps_its_claims_out_until_that_is_waived(world: World) -> None:
    kept, other = world.accepted(), World(decider=world.decider)
    retracted = other.accepted()
    publish(world, "2026.1")
    say_status(other.citation, "retracted", actor=other.decider)
    second = publish(world, "2026.2")
    assert [held.version_id for held in second.versions.all()] == [kept.pk]
    why = "quarantined: The paper is retracted."
    assert second.manifest["gone"] == {retracted.item.accession: why}
    assert f"- {retracted.item.accession}: {why}" in text_of(second, "README.md")
    assert why in text_of(second, "changes.csv")
    waive(version=retracted, blocker="publication_status", reason="Only the title page.",
          actor=world.decider)  # fmt: skip
    third = publish(world, "2026.3")
    assert third.rows == 2
    assert "Only the title page." in text_of(third, "README.md")


def test_names_go_in_as_they_are_only_with_a_reason(world: World) -> None:
    version = world.accepted()
    with pytest.raises(Invalid) as refusal:
        publish_release(number="2026.1", note="", actor=world.decider)
    (problem,) = refusal.value.problems
    assert (problem.field, problem.code) == ("why_as_is", "required")
    assert "Why these names went in as they are: New names." in text_of(
        publish(world, "2026.1"), "README.md"
    )
    Term.objects.filter(used_in__version=version).update(status="active")
    plain = publish_release(number="2026.2", note="", actor=world.decider)
    assert "No such name went in." in text_of(plain, "README.md")
    term = Term.objects.filter(used_in__version=version, vocabulary="cancer").first()
    Term.objects.filter(pk=term.pk).update(status="obsolete")
    with pytest.raises(Invalid):
        publish_release(number="2026.3", note="", actor=world.decider)
    third = publish(world, "2026.3")
    assert "## Names that are obsolete by now\n\n- glioma" in text_of(third, "README.md")


def test_later_edits_change_no_byte_and_no_difference(world: World) -> None:
    version = world.accepted()
    first = publish(world, "2026.1")
    bytes_before = [storage.path_of(f.sha256).read_bytes() for f in first.files.all()]
    for number in range(100):
        Term.objects.filter(used_in__version=version).update(label=f"renamed {number}")
        add_term(vocabulary="cancer", label=f"new cancer {number}", actor=world.author)
        Citation.objects.filter(pk=world.citation.pk).update(title=f"Another title {number}")
    world.author.name = "Somebody Else"
    world.author.save(update_fields=["name"])
    assert bytes_before == [storage.path_of(f.sha256).read_bytes() for f in first.files.all()]
    assert [change.kind for change in between(None, first)] == ["added"]


def test_the_descriptions_satisfy_their_own_libraries(world: World, home: Path) -> None:
    for _ in range(3):
        world.accepted()
    release = publish(world, "2026.1")
    folder = home / "unpacked"
    with zipfile.ZipFile(storage.path_of(release.files.get(name="everything.zip").sha256)) as one:
        one.extractall(folder)
        # A zip knows every other second only.
        day = release.published_at.timetuple()
        assert {info.date_time for info in one.infolist()} == {(*day[:5], day[5] // 2 * 2)}
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    assert report.stats["errors"] == 0
    rows = {task.name: task.stats.get("rows") for task in report.tasks}
    assert rows["evidence-csv"] == rows["cargo-csv"] == rows["agents-csv"] == 3
    assert rows["settings-csv"] == 3
    # A row of a long table whose claim is not there is found out.
    with (folder / "cargo.csv").open("a") as cargo:
        cargo.write("EVD-999999" + "," * (len(LONG_TABLES["cargo"].names) - 1) + "\n")
    report = frictionless.validate(str(folder / "datapackage.json"))
    found = {kind for (kind,) in report.flatten(["type"])}
    assert "foreign-key" in found
    metadata = json.loads((folder / "datacite.json").read_text("utf-8"))
    schema45.validator.validate(metadata)
    assert metadata["publicationYear"] == str(release.published_at.year)
    ris = (folder / "citations.ris").read_text("utf-8")
    assert ris.count("ER  -") == 1
    assert world.citation.title in ris
