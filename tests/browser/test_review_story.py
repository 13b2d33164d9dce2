"""The first story on real claims: entered, judged blind, decided, released and read everywhere."""

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from python_calamine import CalamineWorkbook

from accounts.models import Person
from evidence.actions.drafts import start_draft
from evidence.documents import content_of
from evidence.models import Citation, Item, Standing, Version
from ground.escaping import unescaped
from releases.columns import FLAT_NAMES
from releases.rows import row_of
from reviews.actions.submit import submit
from reviews.models import Recommendation
from tests.browser.conftest import picture
from tests.browser.reviewers import (
    Reviewer,
    keys_told,
    no_complaints,
    waive_what_stands_in_the_way,
)
from tests.conftest import Tell

pytestmark = pytest.mark.browser
Cells = list[dict[str, str]]


def claim_of_the_curator(paper: Citation) -> Version:
    """A fourth claim of the paper, entered by the demonstration's curator."""
    like = paper.versions.order_by("submitted_at").first()
    assert like is not None
    content = content_of(like.document, like.supplement)
    content.pop("external_ids", None)
    content["settings"] = [{"name": "ex_vivo", "measured": "yes"}]
    curator = Person.objects.get(username="curator")
    draft = start_draft(citation=paper, content=content, actor=curator)
    return submit(
        draft=draft, revision=1, interests="none", why_separate="Another setting.", actor=curator
    )


def statuses(*versions: Version) -> list[str]:
    return [Standing.objects.get(version=version).status for version in versions]


def look(page: Page, name: str) -> None:
    picture(page, name)
    no_complaints(page)


def confirm_accepted(editor: Page, version: Version) -> None:
    editor.goto("/reviews/")
    editor.get_by_role("link", name=version.item.accession).click()
    waive_what_stands_in_the_way(editor)
    editor.get_by_role("button", name="Confirm: accepted").click()
    editor.wait_for_url("**/reviews/")


def test_a_claim_is_reviewed_accepted_released_and_downloaded(
    people: dict[str, BrowserContext],
    context: BrowserContext,
    paper: Citation,
    tmp_path: Path,
    settings: Any,
    tell: Tell,
) -> None:
    settings.EVIDENCE_HOME = tmp_path
    reconciled, decided, agreed = paper.versions.order_by("submitted_at")
    returned = claim_of_the_curator(paper)
    one, two = (Reviewer(people[name].new_page()) for name in ("reviewer-one", "reviewer-two"))
    editor, curator = people["editor-one"].new_page(), people["curator"].new_page()

    judge(one, two, paper)
    assert statuses(reconciled, decided, agreed, returned) == ["split", "split", "agreed", "agreed"]
    reconcile(one, two, reconciled, decided)
    assert statuses(reconciled, decided) == ["agreed", "split"]
    decide(editor, reconciled, decided, agreed, returned)
    assert statuses(reconciled, decided, agreed, returned) == [*["accepted"] * 3, "returned"]
    take_suggestions_over(curator, returned)

    successor = returned.item.versions.get(number=2)
    for reviewer in (one, two):
        reviewer.take(paper)
        reviewer.accept()
    confirm_accepted(editor, successor)
    assert statuses(successor) == ["accepted"]
    curator.goto(f"/items/{returned.item.accession}/history/")
    expect(curator.locator("#differences ins")).to_contain_text("2b and table 2")
    look(curator, "review-8-history")

    accepted = {version.item.accession: version for version in (reconciled, decided, agreed)}
    accepted[returned.item.accession] = successor
    assert {item.accession for item in Item.objects.visible_to(None)} == set(accepted)
    publish(editor)
    compare(context.new_page(), accepted, tmp_path)
    tell(f"{keys_told(one, two)}")


def judge(one: Reviewer, two: Reviewer, paper: Citation) -> None:
    """Both take the paper; they differ on its first two claims and agree on the others."""
    one.page.goto("/reviews/")
    look(one.page, "review-1-queue")
    one.take(paper)
    look(one.page, "review-2-seat")
    one.against("revise", "The abstract names another molecule.")
    one.against("reject", "Nothing of this is in the paper.")
    one.accept()
    one.page.locator("#section-source summary").press("Enter")
    one.page.locator("#locator").focus()
    one.press("Control+a")
    one.type("figure 2b and table 2")
    one.press("Escape")
    expect(one.page.locator("#section-source")).to_be_focused()
    one.against("revise", "Figure 2b is meant.", down=2)
    assert one.page.url.endswith("/reviews/")
    assert Recommendation.objects.count() == 4
    two.take(paper)
    for _ in range(3):
        two.accept()
    two.against("revise", "The figure is another one.")


def reconcile(one: Reviewer, two: Reviewer, reconciled: Version, decided: Version) -> None:
    """In one split a reviewer changes their mind; in the other both stay."""
    two.open(reconciled)
    expect(two.page.get_by_text("The abstract names another molecule.").first).to_be_visible()
    look(two.page, "review-3-reconcile")
    one.open(reconciled)
    one.press(*["j"] * 3, "1", *["j"] * 6, "1")
    one.deliver()
    for reviewer in (one, two):
        reviewer.open(decided)
        reviewer.page.get_by_role("button", name="I stay with what I said").press("Enter")
        reviewer.page.wait_for_url("**/reviews/")


def decide(
    editor: Page, reconciled: Version, decided: Version, agreed: Version, returned: Version
) -> None:
    """The editor decides the split, and confirms what was agreed."""
    editor.goto("/reviews/")
    look(editor, "review-4-editor-queue")
    editor.get_by_role("link", name=decided.item.accession).click()
    look(editor, "review-5-decide")
    waive_what_stands_in_the_way(editor)
    editor.get_by_label("Accept counts as evidence").check()
    for reason in editor.locator("textarea[id^='reason-']").all():
        reason.fill("Table 2 names it.")
    editor.get_by_role("button", name="Decide").click()
    editor.wait_for_url("**/reviews/")
    for version in (reconciled, agreed):
        confirm_accepted(editor, version)
    confirm_among_many(editor, returned)


def confirm_among_many(editor: Page, returned: Version) -> None:
    """On the list of all that is under review one is ticked and confirmed."""
    editor.goto("/reviews/")
    editor.get_by_role("link", name="Many at once").click()
    editor.get_by_label("Status").get_by_role("link", name="Agreed").click()
    editor.get_by_label(f"Tick {returned.item.accession}").check()
    look(editor, "review-9-many")
    editor.get_by_role("button", name="Confirm what was agreed").click()
    expect(editor.get_by_text("Confirm what was agreed: 1 done.")).to_be_visible()


def take_suggestions_over(curator: Page, returned: Version) -> None:
    """The author reads the reasons, takes the suggestion over by one click, and submits again."""
    curator.goto(f"/items/{returned.item.accession}/")
    look(curator, "review-6-returned-item")
    curator.get_by_role("link", name="Decision and reasons").click()
    look(curator, "review-7-feedback")
    curator.get_by_role("button", name="Revise with these applied").click()
    curator.wait_for_url("**/drafts/*/")
    expect(curator.locator("#locator")).to_have_value("figure 2b and table 2")
    curator.get_by_role("button", name="Check and submit").last.click()
    curator.wait_for_url("**/submit/")
    curator.get_by_label("None").check()
    if curator.locator("[name='why_separate']").count():
        curator.locator("[name='why_separate']").fill("Another setting.")
    curator.get_by_role("button", name="Submit the claim").click()
    curator.wait_for_url("**/items/*/")


def publish(editor: Page) -> None:
    editor.goto("/releases/publish/")
    look(editor, "release-1-publish")
    editor.get_by_label("Why these names go in as they are").fill("Cell lines of one paper.")
    editor.get_by_label("Number").fill("2026.1")
    editor.get_by_label("Note").fill("The first four claims.")
    editor.get_by_role("button", name="Publish").click()
    editor.wait_for_url("**/releases/2026.1/")


def compare(visitor: Page, accepted: dict[str, Version], folder: Path) -> None:
    """A visitor downloads every format: cell by cell all say what the documents say."""
    visitor.goto("/releases/2026.1/")
    look(visitor, "release-2-page")
    for name, expected in sums(visitor).items():
        served = visitor.request.get(f"/releases/2026.1/files/{name}").body()
        assert hashlib.sha256(served).hexdigest() == expected, name
    files = {
        name: downloaded(visitor, name, folder)
        for name in ("evidence.csv", "evidence.xlsx", "evidence.ndjson")
    }
    printed = csv_cells(files["evidence.csv"].read_text("utf-8"))
    assert [row["accession"] for row in printed] == sorted(accepted)
    assert printed == xlsx_cells(files["evidence.xlsx"])
    assert printed == [json.loads(line) for line in files["evidence.ndjson"].open()]
    assert printed == csv_cells(visitor.request.get("/api/v1/items?format=csv").text())
    answered = visitor.request.get("/api/v1/items").json()["results"]
    assert printed == [cells_of(row) for row in answered]
    assert [len(row) for row in printed] == [len(FLAT_NAMES)] * 4
    for row in printed:
        visitor.goto(f"/items/{row['accession']}/")
        expect(visitor.get_by_role("heading", level=1)).to_have_text(row["reading"])
        expect(visitor.get_by_text(row["claim"]).first).to_be_visible()
    look(visitor, "release-3-item")
    visitor.goto("/")
    look(visitor, "release-4-home")


def downloaded(visitor: Page, name: str, folder: Path) -> Path:
    with visitor.expect_download() as download:
        visitor.get_by_role("link", name=name, exact=True).click()
    path = folder / "downloads" / name
    download.value.save_as(path)
    return path


def sums(visitor: Page) -> dict[str, str]:
    """Return file name → SHA-256, as the release's page prints them."""
    rows = visitor.locator("table tbody tr").all()
    return {row.get_by_role("link").inner_text(): row.locator("code").inner_text() for row in rows}


def csv_cells(text: str) -> Cells:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [{name: unescaped(cell) for name, cell in row.items()} for row in rows]


def xlsx_cells(path: Path) -> Cells:
    head, *rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Evidence").to_python()
    return [dict(zip(head, row, strict=True)) for row in rows]


def cells_of(answered: dict[str, Any]) -> dict[str, str]:
    """The flat row that the API's JSON of one version amounts to."""
    return row_of(
        answered["document"],
        reviewed_by=answered["reviewed_by"],
        document_sha256=answered["document_sha256"],
    )
