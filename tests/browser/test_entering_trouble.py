"""Entering when something goes wrong: offline, signed out, two tabs, no JavaScript, no mouse."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from accounts.models import Person
from evidence.models import Draft, Term, TermName
from evidence.queries.entering import LONGEST_LIST
from tests.browser.axe import too_wide, violations
from tests.browser.conftest import new_context, picture, try_as
from tests.factories import make_citation, make_content, make_draft, make_terms

pytestmark = pytest.mark.browser


@pytest.fixture
def draft(page: Page) -> Draft:
    """A curator's complete draft, open in the tab."""
    try_as(page, "curator")
    draft = make_draft(Person.objects.get(username="curator"))
    page.goto(f"/drafts/{draft.pk}/")
    return draft


def saved(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_have_attribute("data-state", "saved")


def test_typing_saves_itself_and_the_page_keeps_up(page: Page, draft: Draft) -> None:
    page.locator("#cargo-0-name").fill("miR-9000")
    page.locator("#cargo-1-name").fill("miR-9")
    page.locator("#locator").fill("table 3")
    expect(page.locator("[data-reading]").first).to_contain_text("miR-9000 and miR-9")
    expect(page.locator("[data-field=cargo] [data-notices]")).to_contain_text(
        "“miR-9000” is not in the list yet"
    )
    expect(page.locator("a[href='#section-cargo'] .gaps")).to_have_text("★ 1 to answer")
    saved(page)
    draft.refresh_from_db()
    assert draft.content["cargo"] == [{"name": "miR-9000", "kind": "mirna"}, {"name": "miR-9"}]
    page.reload()
    expect(page.locator("[data-restore]")).to_be_hidden()


def test_enter_goes_on_and_neither_adds_a_row_nor_submits(page: Page, draft: Draft) -> None:
    rows = page.locator("[data-field=cargo] tbody tr")
    before = rows.count()
    page.locator("#cargo-0-name").fill("miR-9")
    page.locator("#cargo-0-name").press("Enter")
    # Every question with a star is answered: what is left is to check the claim.
    expect(page.locator(".form > .actions button[name='check']")).to_be_focused()
    saved(page)
    expect(rows).to_have_count(before)
    draft.refresh_from_db()
    assert draft.content["cargo"] == [{"name": "miR-9", "kind": "mirna"}]
    assert draft.became is None
    # From an open one it goes to the one that is open next.
    page.locator("#summary").fill("")
    page.locator("#cargo-1-name").fill("miR-10")
    page.locator("#locator").press("Enter")
    expect(page.locator("#cargo-1-kind")).to_be_focused()


def test_two_tabs_settle_field_by_field(page: Page, context: BrowserContext, draft: Draft) -> None:
    other = context.new_page()
    other.goto(page.url)
    page.locator("#locator").fill("mine")
    page.get_by_role("button", name="Save draft").last.click()
    expect(page.locator(".messages")).to_contain_text("Saved at")
    other.locator("#mechanism_words").fill("typed in the other tab")
    expect(other.locator("[data-conflict]")).to_be_visible()
    other.get_by_role("button", name="Compare both").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Saved in another tab meanwhile")
    picture(other, "entering-two-tabs")
    other.get_by_role("button", name="Save these answers").click()
    expect(other.locator("#locator")).to_have_value("mine")
    expect(other.locator("#mechanism_words")).to_have_value("typed in the other tab")
    expect(other.locator("[data-restore]")).to_be_hidden()


def test_signed_out_in_between_nothing_is_lost(
    page: Page, context: BrowserContext, draft: Draft
) -> None:
    context.clear_cookies()
    page.locator("#locator").fill("typed while signed out")
    expect(page.locator("[data-saved-text]")).to_contain_text("Signed out, kept in this browser")
    again = context.new_page()
    try_as(again, "curator")
    page.locator("#locator").fill("typed while signed out, and more")
    page.locator("#locator").press("Tab")
    saved(page)
    draft.refresh_from_db()
    assert draft.content["locator"] == "typed while signed out, and more"


KEPT = "localStorage.getItem('evidence:kept:' + location.pathname)"


def test_offline_the_browser_keeps_the_text_and_sends_it_later(
    page: Page, context: BrowserContext, draft: Draft
) -> None:
    context.set_offline(True)
    page.locator("#locator").fill("typed in a tunnel")
    page.locator("#locator").press("Tab")
    expect(page.locator("[data-saved-text]")).to_have_text("Offline, kept in this browser")
    assert "typed in a tunnel" in page.evaluate(KEPT)
    context.set_offline(False)
    saved(page)
    draft.refresh_from_db()
    assert draft.content["locator"] == "typed in a tunnel"
    assert page.evaluate(KEPT) is None


def test_what_was_never_sent_is_offered_when_the_page_opens_again(page: Page, draft: Draft) -> None:
    page.evaluate(
        """() => localStorage.setItem("evidence:kept:" + location.pathname, JSON.stringify({
            since: Date.now(), at: "12:03", pairs: [
                ...[...new FormData(document.querySelector("#claim"))].filter(([name]) =>
                    !["csrfmiddlewaretoken", "revision", "base", "locator"].includes(name)),
                ["locator", "kept"], ["cargo-2-name", "a third row"]],
        }))"""
    )
    page.reload()
    expect(page.locator("[data-restore-text]")).to_contain_text("kept changes from 12:03")
    page.get_by_role("button", name="Bring them back").click()
    expect(page.locator("#locator")).to_have_value("kept")
    saved(page)
    draft.refresh_from_db()
    assert (draft.content["locator"], len(draft.content["cargo"])) == ("kept", 2)


def test_a_list_too_long_for_the_page_is_asked_while_typing(page: Page, draft: Draft) -> None:
    names = [f"line {number:04}" for number in range(LONGEST_LIST)] + ["zebra cells"]
    terms = Term.objects.bulk_create(Term(vocabulary="model", label=name) for name in names)
    TermName.objects.bulk_create(
        TermName(term=t, vocabulary="model", name=t.label, key=t.label, is_label=True)
        for t in terms
    )
    page.reload()
    option = page.locator("#list-model option[value='zebra cells']")
    expect(option).to_have_count(0)
    page.locator("#models-0-name").press_sequentially("zebr")
    expect(option).to_have_count(1)


def test_everything_works_without_javascript(chromium: Browser, site: str) -> None:
    context = new_context(chromium, site, java_script_enabled=False)
    page = context.new_page()
    try_as(page, "curator")
    make_terms()
    page.goto("/citations/new/")
    page.locator("#title").fill("A paper entered by hand")
    page.get_by_role("button", name="Save and enter its claim").click()
    page.wait_for_url("**/drafts/*/")
    draft = Draft.objects.get()
    content = make_content(summary=None)
    for name, text in (("locator", content["locator"]), ("ev_term_as_reported", "exosome")):
        page.locator(f"#{name}").fill(text)
    for name in ("tissue", "cargo", "cancer", "agents"):
        page.locator(f"#{name}-0-name").fill(content[name][0]["name"])
    for name, value in (
        ("read_from", "abstract"), ("cargo-0-kind", "mirna"), ("agents-0-role", "alongside"),
        ("effect", "mixed"), ("settings-0-name", "in_vitro"), ("settings-0-measured", "yes"),
    ):  # fmt: skip
        page.locator(f"#{name}").select_option(value)
    page.locator("input[name=engineering][value=native]").check()
    page.locator("input[name=given][value=isolated_evs]").check()
    page.locator("#cargo button[name=add_row]").click()
    expect(page.locator("#cargo-1-name")).to_be_visible()
    page.get_by_role("button", name="Use this sentence").click()
    page.get_by_role("button", name="Take that").click()
    page.get_by_role("button", name="Check and submit").last.click()
    page.get_by_label("None").check()
    page.get_by_role("button", name="Submit the claim").click()
    expect(page.locator("main")).to_contain_text("have mixed effects on the response of")
    draft.refresh_from_db()
    assert draft.became.answers["claim"]["modality"][0]["name"] == "chemotherapy"
    context.close()


def pages_of_entering(page: Page, draft: Draft) -> Iterator[str]:
    """Go from page to page of entering, in their states, and name each."""
    edit = f"/drafts/{draft.pk}/"
    addresses = {
        "drafts": "/drafts/", "which paper": "/drafts/new/", "bad id": "/drafts/new/?find=NCT1",
        "unknown id": "/drafts/new/?find=99999999", "paper": "/citations/new/", "form": edit,
        "paper of a draft": f"{edit}paper/", "submit": f"{edit}submit/",
        "withdraw": f"{edit}withdraw/",
    }  # fmt: skip
    for name, address in addresses.items():
        page.goto(address)
        yield name
    refused(page, "Withdraw the draft")
    yield "withdraw, refused"
    page.goto("/citations/new/")
    refused(page, "Save and enter its claim")
    yield "paper, refused"
    page.goto(edit)
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    yield "form, unfolded"
    page.locator("#summary").fill("")
    page.locator("#tissue-0-name").fill("no such tissue")
    page.locator("#agents-0-name").fill("no-such-agent")
    refused(page, "Check and submit")
    yield "form, refused"


def refused(page: Page, button: str) -> None:
    """Press a button and wait for the page that says what is wrong."""
    page.get_by_role("button", name=button).last.click()
    expect(page.locator(".error-summary")).to_be_visible()


def test_no_page_of_entering_shuts_anybody_out(page: Page, draft: Draft) -> None:
    make_citation(title="Another paper, " + "with a very long title " * 12)
    found = {}
    for name in pages_of_entering(page, draft):
        wrong = (violations(page), too_wide(page, 320))
        if wrong != ([], 0):
            found[name] = wrong
    assert found == {}
