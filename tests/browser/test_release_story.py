"""The second story: the gate refuses, an editor explains and publishes, a paper is retracted."""

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import Person
from evidence.models import Citation, Standing, Version
from releases.actions.publish import publish_release
from tests.browser.conftest import picture
from tests.browser.reviewers import no_complaints
from tests.factories import make_citation
from tests.worlds import World

pytestmark = pytest.mark.browser


def look(page: Page, name: str) -> None:
    picture(page, name)
    no_complaints(page)


def test_a_release_is_refused_explained_published_checked_and_a_paper_is_retracted(
    people: dict[str, BrowserContext], context: BrowserContext, tmp_path: Path, settings: Any
) -> None:
    settings.EVIDENCE_HOME = tmp_path
    decider = Person.objects.get(username="editor-one")
    world, other = World(decider=decider), World(decider=decider)
    kept, vanished, retracted = world.accepted(), world.accepted(), other.accepted()
    publish_release(number="2026.1", note="", why_as_is="Cell lines.", actor=decider)
    editor, visitor = people["editor-one"].new_page(), context.new_page()

    the_gate_refuses(editor, vanished)
    the_editor_explains(editor, vanished)
    publish(editor, "2026.2")
    check_the_sums(visitor, tmp_path / "downloads", {kept, retracted})
    note_the_retraction(editor, retracted)
    everybody_is_told(visitor, retracted)
    the_next_release_leaves_it_out(editor, retracted)
    withdraw(editor, visitor)


def the_gate_refuses(editor: Page, vanished: Version) -> None:
    """A claim of the last release is gone, and nothing says why."""
    Standing.objects.filter(version=vanished).update(status="returned")
    editor.goto("/releases/publish/")
    expect(editor.get_by_role("heading", name="Gone without a reason: 1")).to_be_visible()
    expect(editor.get_by_role("link", name=vanished.item.accession).first).to_be_visible()
    expect(editor.locator("#publish")).to_have_attribute("aria-disabled", "true")
    look(editor, "release-gate-1-refuses")
    Standing.objects.filter(version=vanished).update(status="accepted")


def the_editor_explains(editor: Page, vanished: Version) -> None:
    """It is retired with a reason, which the difference then says."""
    editor.goto(f"/items/{vanished.item.accession}/")
    editor.get_by_role("link", name="Retire").click()
    editor.get_by_label("Why").fill("The figure shows another vesicle.")
    editor.get_by_role("button", name="Retire the claim").click()
    editor.wait_for_load_state()
    editor.goto("/releases/publish/")
    expect(editor.get_by_text("retired: The figure shows another vesicle.")).to_be_visible()
    look(editor, "release-gate-2-explained")


def publish(editor: Page, number: str) -> None:
    if editor.get_by_label("Why these names go in as they are").count():
        editor.get_by_label("Why these names go in as they are").fill("Cell lines of one paper.")
    editor.get_by_label("Number").fill(number)
    editor.get_by_role("button", name="Publish").click()
    editor.wait_for_url(f"**/releases/{number}/")


def check_the_sums(visitor: Page, folder: Path, held: set[Version]) -> None:
    """A visitor downloads every file and holds it against SHA256SUMS and the page."""
    folder.mkdir()
    visitor.goto("/releases/")
    look(visitor, "release-story-1-list")
    visitor.get_by_role("link", name="EVidence 2026.2", exact=True).click()
    look(visitor, "release-story-2-release")
    for name in ("evidence.csv", "SHA256SUMS"):
        with visitor.expect_download() as download:
            visitor.get_by_role("link", name=name, exact=True).click()
        download.value.save_as(folder / name)
    for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines():
        sha256, name = line.split("  ")
        served = visitor.request.get(f"/releases/2026.2/files/{name}").body()
        assert hashlib.sha256(served).hexdigest() == sha256, name
        assert name != "evidence.csv" or (folder / name).read_bytes() == served
        expect(visitor.get_by_text(sha256)).to_be_visible()
    rows = list(csv.DictReader(io.StringIO((folder / "evidence.csv").read_text("utf-8"))))
    assert {row["accession"] for row in rows} == {version.item.accession for version in held}
    copied = visitor.get_by_role("button", name="Copy in APA style")
    copied.click()
    expect(visitor.locator("[data-copied]").first).not_to_be_empty()


def note_the_retraction(editor: Page, retracted: Version) -> None:
    editor.goto(f"/citations/{retracted.citation.key}/")
    editor.get_by_role("link", name="Note a retraction or correction").click()
    editor.get_by_role("button", name="Note it").click()
    expect(editor.locator(".error-summary")).to_be_visible()
    look(editor, "retraction-1-wrong")
    editor.get_by_label("retracted").check()
    editor.get_by_label("Date of the notice").fill("2026-05-03")
    editor.get_by_label("Where it stands").fill("https://journal.example/notices/17")
    editor.get_by_label("Why").fill("Two panels of figure 3 show the same blot.")
    editor.get_by_role("button", name="Note it").click()
    editor.wait_for_url("**/citations/*/")
    look(editor, "retraction-2-paper")


def everybody_is_told(visitor: Page, retracted: Version) -> None:
    """Item, list, release, the list of what was taken back, the feed and the API say it."""
    accession = retracted.item.accession
    visitor.goto(f"/items/{accession}/")
    expect(visitor.get_by_text("This publication is marked “retracted”")).to_be_visible()
    look(visitor, "retraction-3-item")
    visitor.goto("/items/")
    expect(visitor.locator(".mark--retracted")).to_have_count(1)
    look(visitor, "retraction-4-list")
    visitor.goto("/items/?release=2026.1")
    expect(visitor.get_by_text("Not today’s.")).to_be_visible()
    look(visitor, "moment-1-list")
    visitor.get_by_role("link", name=accession).click()
    expect(visitor.get_by_text("You read the claim as it was in release 2026.1")).to_be_visible()
    look(visitor, "moment-2-item")
    visitor.goto("/items/?as_of=yesterday")
    expect(visitor.get_by_text("is no day. Write it as")).to_be_visible()
    look(visitor, "moment-3-wrong")
    visitor.goto("/releases/2026.2/")
    expect(visitor.get_by_text("Retracted since.")).to_be_visible()
    look(visitor, "retraction-5-release")
    visitor.get_by_label("Compare it with").select_option("2026.1")
    visitor.get_by_role("button", name="Show what differs").click()
    expect(visitor.get_by_role("heading", name="From EVidence 2026.1 to")).to_be_visible()
    look(visitor, "release-story-3-difference")
    visitor.goto("/releases/withdrawn/")
    expect(visitor.get_by_role("link", name=accession)).to_be_visible()
    look(visitor, "retraction-6-taken-back")
    client = Client()
    newest = json.loads(client.get("/api/v1/withdrawn").content)["results"][-1]
    assert (newest["status"], newest["items"][0]["releases"]) == (
        "retracted", ["2026.1", "2026.2"],
    )  # fmt: skip
    feed = ElementTree.fromstring(client.get("/releases/withdrawn.atom").content)
    assert "retracted" in str(feed.find("{*}entry").findtext("{*}title"))  # type: ignore[union-attr]


def the_next_release_leaves_it_out(editor: Page, retracted: Version) -> None:
    editor.goto("/releases/publish/")
    expect(editor.get_by_role("heading", name="Kept out: 1")).to_be_visible()
    expect(editor.get_by_role("link", name=retracted.item.accession).first).to_be_visible()
    look(editor, "release-gate-3-quarantined")


def withdraw(editor: Page, visitor: Page) -> None:
    """A withdrawn release shows its tombstone."""
    editor.goto("/releases/2026.1/")
    editor.get_by_role("link", name="Withdraw this release").click()
    editor.get_by_label("Reason").fill("It held a claim whose paper was retracted.")
    editor.get_by_label("Its number").fill("2026.1")
    editor.get_by_role("button", name="Withdraw it for good").click()
    editor.wait_for_url("**/releases/")
    answer = visitor.goto("/releases/2026.1/")
    assert answer is not None
    assert answer.status == 410
    expect(visitor.get_by_text("It held a claim whose paper was retracted.")).to_be_visible()
    look(visitor, "release-story-4-tombstone")


def test_a_file_of_retractions_is_shown_before_it_changes_anything(
    people: dict[str, BrowserContext],
) -> None:
    papers = [make_citation(identifiers={"doi": f"10.1234/{number}"}) for number in range(4)]
    rows = [
        "10.1234/0,retracted,2026-05-03,https://journal.example/notices/17",
        "10.1234/1,expression of concern,2026-05-03,the journal",
        "10.1234/2,retracted,3 May 2026,the journal",
        "10.1234/3,active,2026-05-03,the journal",
        "10.9999/elsewhere,retracted,2026-05-03,the journal",
    ]
    editor = people["editor-one"].new_page()
    editor.goto("/releases/withdrawn/")
    expect(editor.get_by_text("Nothing was taken back")).to_be_visible()
    look(editor, "retraction-file-1-empty")
    editor.get_by_role("link", name="Take in a file of retractions").click()
    look(editor, "retraction-file-2-ask")
    data = "\n".join(["DOI,status,date,source", *rows]).encode()
    editor.get_by_label("File").set_input_files(
        {"name": "notices.csv", "mimeType": "text/csv", "buffer": data}
    )
    editor.get_by_role("button", name="Show what it says").click()
    expect(editor.get_by_text("5 rows, 1 of them about papers that are not here")).to_be_visible()
    expect(editor.get_by_text("“3 May 2026” is no day")).to_be_visible()
    look(editor, "retraction-file-3-preview")
    editor.get_by_label(papers[3].title).uncheck()
    editor.get_by_role("button", name="Note the chosen ones").click()
    editor.wait_for_url("**/releases/withdrawn/")
    look(editor, "retraction-file-4-noted")
    assert [str(Citation.objects.get(pk=paper.pk).status) for paper in papers] == [
        "retracted", "concern", "not_checked", "not_checked",
    ]  # fmt: skip
    editor.goto(reverse("accounts:notification-list"))
    look(editor, "retraction-file-5-told")
    editor.goto(f"/citations/{papers[1].key}/status/")
    look(editor, "retraction-file-6-history")
