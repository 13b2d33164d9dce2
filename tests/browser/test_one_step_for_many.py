"""One step for many claims: a paper's identifier corrected, a term that is not used any more."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from evidence.models import Citation, Term, Version
from tests.browser.conftest import picture
from tests.browser.reviewers import no_complaints
from tests.standing import bring_to

pytestmark = pytest.mark.browser


def look(page: Page, name: str) -> None:
    picture(page, name)
    no_complaints(page)


def test_a_wrong_doi_is_corrected_and_its_claims_are_reissued(
    people: dict[str, BrowserContext], paper: Citation
) -> None:
    versions = list(paper.versions.order_by("submitted_at"))
    for version in versions[:2]:
        bring_to(version, "accepted")
    editor = people["editor-one"].new_page()
    editor.goto(f"/citations/{paper.key}/")
    editor.get_by_role("link", name="Correct its identifiers").click()
    look(editor, "reissue-1-ask")
    editor.locator("#doi").fill("10.1000/another.7")
    editor.locator("#reason").fill("The DOI was that of the preprint.")
    editor.get_by_role("button", name="Show what will happen").click()
    expect(editor.get_by_role("heading", name="What will happen")).to_be_visible()
    look(editor, "reissue-2-what-will-happen")
    editor.get_by_role("button", name="Correct and reissue").click()
    expect(editor.get_by_text("claims reissued: 2")).to_be_visible()
    for version in versions[:2]:
        assert Version.objects.get(item=version.item, number=2).standing.status == "accepted"
    accession = versions[0].item.accession
    editor.goto(f"/items/{accession}/history/")
    expect(editor.get_by_text("The DOI was that of the preprint.").first).to_be_visible()
    look(editor, "reissue-3-history")


def test_a_term_is_replaced_in_every_claim(
    people: dict[str, BrowserContext], paper: Citation
) -> None:
    version = bring_to(paper.versions.order_by("submitted_at")[0], "accepted")
    old = Term.objects.filter(vocabulary="cancer", used_in__version=version).first()
    assert old is not None
    new = Term.objects.filter(vocabulary="cancer", status="active").exclude(pk=old.pk).first()
    assert new is not None
    editor = people["editor-one"].new_page()
    editor.goto(f"/terms/{old.pk}/")
    editor.get_by_role("link", name="Make it obsolete").click()
    look(editor, "replace-1-ask")
    editor.locator("#replaced_by").fill(new.label)
    editor.locator("#reason").fill("The ontology merged both.")
    editor.get_by_role("button", name="Make it obsolete").click()
    look(editor, "replace-2-claims")
    editor.get_by_label("I have none with any of these papers").check()
    editor.get_by_role("button", name="Propose 1 revision").click()
    expect(editor.get_by_text("Version 2 is in review")).to_be_visible()
    look(editor, "replace-3-proposed")
