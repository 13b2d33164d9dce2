"""What is published lives on: corrected by two people, merged for ever; and a team of two."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import Person
from evidence.models import Citation, Standing, Version
from tests.browser.conftest import picture
from tests.browser.reviewers import Reviewer, no_complaints, waive_what_stands_in_the_way
from tests.standing import bring_to

pytestmark = pytest.mark.browser


def look(page: Page, name: str) -> None:
    picture(page, name)
    no_complaints(page)


def status(version: Version) -> str:
    return Standing.objects.get(version=version).status


def test_a_misprint_is_corrected_by_one_and_approved_by_another(
    people: dict[str, BrowserContext], paper: Citation
) -> None:
    version = bring_to(paper.versions.order_by("submitted_at")[0], "accepted")
    item = version.item.accession
    proposer, editor = people["reviewer-one"].new_page(), people["editor-one"].new_page()
    proposer.goto(f"/items/{item}/")
    proposer.locator("a[href$='/correct/']").click()
    look(proposer, "correct-1-propose")
    proposer.locator("#locator").fill("figure 9")
    proposer.get_by_role("button", name="Propose the correction").click()
    expect(proposer.locator("#reason")).to_be_visible()
    expect(proposer.locator("#locator")).to_have_value("figure 9")
    proposer.locator("#reason").fill("The figure was misprinted.")
    proposer.get_by_role("button", name="Propose the correction").click()
    proposer.wait_for_url(lambda url: not url.endswith("/correct/"))

    editor.goto("/reviews/corrections/")
    look(editor, "correct-2-list")
    editor.get_by_role("link", name=item).first.click()
    expect(editor.locator("ins").first).to_contain_text("9")
    look(editor, "correct-3-approve")
    editor.get_by_role("button", name="Approve: publish it").click()
    editor.goto(f"/items/{item}/")
    expect(editor.get_by_text("figure 9").first).to_be_visible()
    assert status(version) == "superseded"
    assert status(version.item.versions.get(number=2)) == "accepted"


def test_two_items_become_one_and_the_old_address_leads_on(
    people: dict[str, BrowserContext], paper: Citation, context: BrowserContext
) -> None:
    goes, stays = (bring_to(v, "accepted") for v in paper.versions.order_by("submitted_at")[:2])
    old, new = goes.item.accession, stays.item.accession
    editor, visitor = people["editor-one"].new_page(), context.new_page()
    editor.goto(f"/items/{old}/")
    editor.locator("a[href$='/merge/']").click()
    look(editor, "merge-1-ask")
    editor.get_by_label("The item that stays").fill(new)
    editor.locator("textarea").first.fill("The same claim, entered twice.")
    editor.get_by_role("button", name="Merge them").click()
    editor.wait_for_load_state()
    assert status(goes) == "merged"
    for reader in (visitor, editor):
        answer = reader.goto(f"/items/{old}/")
        assert answer is not None
        redirected = answer.request.redirected_from
        assert redirected is not None
        first = redirected.response()
        assert first is not None
        assert first.status == 301
        assert reader.url.endswith(f"/items/{new}/")
    look(editor, "merge-2-survivor")


def test_a_team_of_two_decides_with_one_reviewer(
    people: dict[str, BrowserContext], paper: Citation
) -> None:
    """One reviews, the other lowers the round to one seat and decides: both are named as such."""
    version = paper.versions.order_by("submitted_at")[0]
    Person.objects.filter(username="reviewer-two").update(is_active=False)
    reviewer, editor = Reviewer(people["reviewer-one"].new_page()), people["editor-one"].new_page()
    reviewer.take(paper)
    reviewer.accept()
    assert status(version) == "in_review"
    editor.goto(f"/items/{version.item.accession}/")
    editor.locator("a[href$='/fewer-seats/']").click()
    look(editor, "two-1-one-seat")
    editor.locator("textarea").first.fill("We are two.")
    editor.get_by_role("button", name="Lower it to one seat").click()
    editor.wait_for_load_state()
    assert status(version) == "agreed"
    editor.goto("/reviews/")
    editor.get_by_role("link", name=version.item.accession).click()
    waive_what_stands_in_the_way(editor)
    editor.get_by_role("button", name="Confirm: accepted").click()
    editor.wait_for_url("**/reviews/")
    editor.goto(f"/items/{version.item.accession}/")
    expect(editor.get_by_text(re.compile("reviewed blind by 1", re.I)).first).to_be_visible()
    look(editor, "two-2-accepted")
