"""The story of peer review on real claims: two reviewers by keyboard, an editor, an author."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, Page, expect

from accounts.models import Person
from evidence.actions.drafts import start_draft
from evidence.documents import content_of
from evidence.models import Citation, Item, Standing, Version
from reviews.actions.submit import submit
from reviews.models import Recommendation, Seat
from tests.browser.conftest import picture

pytestmark = pytest.mark.browser


class Reviewer:
    """Somebody who reviews without a mouse, and counts the keys."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def type(self, text: str) -> None:
        """Type into wherever the keys have led."""
        self.page.keyboard.type(text)

    def take(self, citation: Citation) -> None:
        """Take the reviews of a paper from the queue."""
        self.page.goto("/reviews/")
        row = self.page.get_by_role("row").filter(has_text=citation.title)
        while not row.count():
            self.page.get_by_role("link", name="Next").press("Enter")
            self.page.wait_for_url("**after=**")
        row.get_by_role("button", name="Take").press("Enter")
        self.page.wait_for_url("**/reviews/*/")

    def open(self, version: Version) -> None:
        self.page.goto("/reviews/")
        self.page.get_by_role("link", name=version.item.accession).press("Enter")
        self.page.wait_for_url("**/reviews/*/")

    def deliver(self) -> None:
        """Deliver at once: the first press holds, the second sends."""
        before = self.page.url
        self.press("Control+Enter")
        expect(self.page.locator("[data-holding]")).to_be_visible()
        self.press("Control+Enter")
        self.page.wait_for_url(lambda url: url != before)

    def accept(self) -> None:
        """Agree with everything, having read the abstract."""
        self.press("a", "2", "1")
        self.deliver()

    def against(self, verdict: str, why: str, *, down: int = 3) -> None:
        """Go down to the cargo and disagree, agree with the rest, and recommend against."""
        self.press(*["j"] * down, "2")
        self.type(why)
        self.press("Escape", "a", "1", {"revise": "2", "reject": "3"}[verdict])
        self.type(why)
        self.deliver()


@pytest.fixture
def people(chromium: Browser, site: str) -> Iterator[dict[str, BrowserContext]]:
    """A browser for each of the demonstration's people. A script's error fails the test."""
    complaints: list[str] = []
    contexts = {}
    for username in ("reviewer-one", "reviewer-two", "editor-one", "curator"):
        context = chromium.new_context(base_url=site, viewport={"width": 1280, "height": 900})
        context.set_default_timeout(15_000)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        page = context.new_page()
        page.goto("/sign-in/")
        page.locator(f"form[action$='/{username}/'] button").first.click()
        page.wait_for_load_state()
        page.close()
        contexts[username] = context
    yield contexts
    for context in contexts.values():
        context.close()
    assert complaints == []


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


def status(version: Version) -> str:
    return Standing.objects.get(version=version).status


def no_complaints(page: Page) -> None:
    """axe finds nothing, light and dark, and nothing is wider than the window at 390."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = Axe().run(page).response["violations"]
        assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found] == [], page.url
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 390, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, page.url
    page.set_viewport_size({"width": 1280, "height": 900})


@pytest.fixture
def paper(site: str) -> Citation:
    """A paper of the starter set with three claims, all of them in review."""
    call_command("load_starter", verbosity=0)
    return next(c for c in Citation.objects.order_by("pk") if c.versions.count() == 3)


def test_two_reviewers_an_editor_and_an_author(
    people: dict[str, BrowserContext], paper: Citation, capsys: pytest.CaptureFixture[str]
) -> None:
    reconciled, decided, accepted = paper.versions.order_by("submitted_at")
    returned = claim_of_the_curator(paper)
    one, two = (Reviewer(people[name].new_page()) for name in ("reviewer-one", "reviewer-two"))
    editor, curator = people["editor-one"].new_page(), people["curator"].new_page()

    # The first reviewer takes the paper: the next item comes by itself.
    one.page.goto("/reviews/")
    picture(one.page, "review-1-queue")
    no_complaints(one.page)
    one.take(paper)
    picture(one.page, "review-2-seat")
    no_complaints(one.page)
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

    # The second one differs twice.
    two.take(paper)
    for _ in range(3):
        two.accept()
    two.against("revise", "The figure is another one.")
    assert [status(v) for v in (reconciled, decided, accepted, returned)] == [
        "split", "split", "agreed", "agreed",
    ]  # fmt: skip

    # One split is reconciled, in the other both stay with what they said.
    two.open(reconciled)
    expect(two.page.get_by_text("The abstract names another molecule.").first).to_be_visible()
    picture(two.page, "review-3-reconcile")
    no_complaints(two.page)
    two.press("j", "j", "j", "2")
    two.type("Agreed: it is another molecule.")
    two.press("Escape", "j", "j", "j", "j", "j", "j", "2")
    two.type("The other reviewer is right.")
    two.deliver()
    assert status(reconciled) == "agreed"
    for reviewer in (one, two):
        reviewer.open(decided)
        reviewer.page.get_by_role("button", name="I stay with what I said").press("Enter")
        reviewer.page.wait_for_url("**/reviews/")

    # The editor confirms, decides and returns.
    editor.goto("/reviews/")
    picture(editor, "review-4-editor-queue")
    no_complaints(editor)
    editor.get_by_role("link", name=decided.item.accession).click()
    picture(editor, "review-5-decide")
    no_complaints(editor)
    editor.get_by_label("Reject").check()
    editor.locator("textarea[id^='reason-']").first.fill("Neither abstract nor table names it.")
    editor.get_by_role("button", name="Decide").click()
    editor.wait_for_url("**/reviews/")
    for version in (reconciled, returned):
        editor.get_by_role("link", name=version.item.accession).click()
        editor.get_by_role("button", name="Confirm: returned").click()
        editor.wait_for_url("**/reviews/")
    assert [status(v) for v in (reconciled, decided, returned)] == [
        "returned", "rejected", "returned",
    ]  # fmt: skip

    # The author reads the reasons and takes the suggestion over by one click.
    curator.goto(f"/items/{returned.item.accession}/")
    picture(curator, "review-6-returned-item")
    curator.get_by_role("link", name="Decision and reasons").click()
    picture(curator, "review-7-feedback")
    no_complaints(curator)
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

    # The next version is reviewed and accepted.
    successor = returned.item.versions.get(number=2)
    for reviewer in (one, two):
        reviewer.take(paper)
        reviewer.accept()
    assert status(successor) == "agreed"
    editor.goto("/reviews/")
    editor.get_by_role("link", name=returned.item.accession).click()
    editor.get_by_role("button", name="Confirm: accepted").click()
    editor.wait_for_load_state()
    for waiver in range(editor.get_by_role("button", name="Waive").count()):
        editor.locator("#blockers textarea").first.fill(f"Looked at, {waiver}.")
        editor.get_by_role("button", name="Waive").first.click()
        editor.wait_for_load_state()
    if status(successor) != "accepted":
        editor.get_by_role("button", name="Confirm: accepted").click()
        editor.wait_for_url("**/reviews/")
    assert status(successor) == "accepted"
    assert Item.objects.visible_to(None).get() == returned.item

    curator.goto(f"/items/{returned.item.accession}/history/")
    expect(curator.locator("#differences ins")).to_contain_text("2b and table 2")
    picture(curator, "review-8-history")
    no_complaints(curator)
    said = Recommendation.objects.count()
    with capsys.disabled():
        print(f"\n{said} recommendations, {one.keys + two.keys} keys besides the typed reasons")


def test_a_delivery_is_held_can_be_undone_and_goes_out_on_leaving(
    people: dict[str, BrowserContext], paper: Citation
) -> None:
    reviewer = Reviewer(people["reviewer-one"].new_page())
    reviewer.take(paper)
    reviewer.press("a", "2", "1", "Control+Enter")
    bar = reviewer.page.locator("[data-holding]")
    expect(bar).to_contain_text("Delivering in 5 s")
    reviewer.press("z")
    expect(bar).to_be_hidden()
    reviewer.page.wait_for_timeout(6_000)
    assert not Recommendation.objects.exists()
    reviewer.press("Control+Enter")
    expect(bar).to_be_visible()
    reviewer.page.goto("/reviews/")
    reviewer.page.wait_for_timeout(1_500)
    assert Recommendation.objects.count() == 1


def test_single_keys_are_silent_in_texts_and_when_switched_off(
    people: dict[str, BrowserContext], paper: Citation
) -> None:
    reviewer = Reviewer(people["reviewer-one"].new_page())
    page = reviewer.page
    reviewer.take(paper)
    page.locator("#why-source").focus()
    reviewer.type("a123 jk")
    assert page.locator("#why-source").input_value() == "a123 jk"
    assert page.locator("input[type=radio]:checked").count() == 0
    reviewer.press("Escape", "?")
    expect(page.locator("dialog#keys")).to_be_visible()
    page.get_by_label("Single keys on, outside fields").uncheck()
    reviewer.press("Escape", "1", "a")
    assert page.locator("input[type=radio]:checked").count() == 0


def test_what_is_written_saves_itself_and_survives_the_browser(
    people: dict[str, BrowserContext], paper: Citation
) -> None:
    page = people["reviewer-one"].new_page()
    reviewer = Reviewer(page)
    reviewer.take(paper)
    reviewer.press("j", "2")
    reviewer.type("Half a thought")
    expect(page.locator("[data-saved]")).to_contain_text("Saved", timeout=10_000)
    url = page.url
    page.close()
    again = people["reviewer-one"].new_page()
    again.goto(url)
    expect(again.locator("#why-source")).to_have_value("Half a thought")
    people["reviewer-one"].set_offline(True)
    again.locator("#why-source").focus()
    again.keyboard.type(" more")
    expect(again.locator("[data-saved]")).to_contain_text("kept in this browser", timeout=10_000)
    people["reviewer-one"].set_offline(False)
    expect(again.locator("[data-saved]")).to_contain_text("Saved", timeout=25_000)


def test_a_whole_review_works_without_scripts(
    chromium: Browser, site: str, people: dict[str, BrowserContext], paper: Citation
) -> None:
    state = people["reviewer-one"].storage_state()
    context = chromium.new_context(base_url=site, java_script_enabled=False, storage_state=state)
    page = context.new_page()
    page.goto("/reviews/")
    page.get_by_role("row").filter(has_text=paper.title).get_by_role("button").click()
    for section in ("source", "donor", "cargo", "mechanism", "cancer", "therapy", "evidence"):
        page.locator(f"#section-{section} input[value=agree]").check()
    page.locator("#has_read input[value=abstract]").check()
    page.locator("#verdict input[value=accept]").check()
    page.get_by_role("button", name="Deliver").click()
    expect(page.get_by_text("was delivered")).to_be_visible()
    assert Recommendation.objects.count() == 1
    assert Seat.objects.exclude(holder=None).count() == 3
    context.close()
