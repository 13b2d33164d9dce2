"""One reviewer at the keyboard: holding, undoing, autosave, single keys, and no scripts at all."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from evidence.models import Citation
from reviews.models import Recommendation, Seat
from tests.browser.conftest import new_context
from tests.browser.reviewers import Reviewer
from tests.conftest import Tell
from tests.factories import make_citation, make_content, make_person, make_version
from tests.patience import eventually

pytestmark = pytest.mark.browser


def test_a_delivery_is_held_can_be_undone_and_goes_out_on_leaving(
    people: dict[str, BrowserContext], paper: Citation
) -> None:
    reviewer = Reviewer(people["reviewer-one"].new_page())
    clock = reviewer.page.clock
    clock.install()
    reviewer.take(paper)
    clock.pause_at(datetime.now(UTC) + timedelta(minutes=10))
    reviewer.press("a", "2", "1", "Control+Enter")
    bar = reviewer.page.locator("[data-holding]")
    expect(bar).to_contain_text("Delivering in 5 s")
    clock.run_for(4_000)
    expect(bar).to_contain_text("Delivering in 1 s")
    reviewer.press("z")
    expect(bar).to_be_hidden()
    clock.run_for(60_000)
    expect(reviewer.page.locator("form[data-sending]")).to_have_count(0)
    assert not Recommendation.objects.exists()
    before = reviewer.page.url
    reviewer.press("Control+Enter")
    expect(bar).to_be_visible()
    clock.run_for(5_000)
    reviewer.page.wait_for_url(lambda url: url != before)
    assert Recommendation.objects.count() == 1
    reviewer.press("a", "2", "1", "Control+Enter")
    expect(bar).to_be_visible()
    reviewer.page.goto("/reviews/")
    eventually(lambda: Recommendation.objects.count() == 2)


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
    expect(page.locator("[data-saved]")).to_contain_text("Saved")
    url = page.url
    page.close()
    again = people["reviewer-one"].new_page()
    again.goto(url)
    expect(again.locator("#why-source")).to_have_value("Half a thought")
    people["reviewer-one"].set_offline(True)
    again.locator("#why-source").focus()
    again.keyboard.type(" more")
    expect(again.locator("[data-saved]")).to_contain_text("kept in this browser")
    people["reviewer-one"].set_offline(False)
    expect(again.locator("[data-saved]")).to_contain_text("Saved")


def test_a_whole_review_works_without_scripts(
    chromium: Browser, site: str, people: dict[str, BrowserContext], paper: Citation
) -> None:
    state = people["reviewer-one"].storage_state()
    context = new_context(chromium, site, java_script_enabled=False, storage_state=state)
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


def test_ten_claims_of_a_paper_are_reviewed_by_keys_alone(
    people: dict[str, BrowserContext], tell: Tell
) -> None:
    """Take once; each delivery leads to the next claim of the paper."""
    author = make_person("curator")
    citation = make_citation(actor=author, title="Ten claims")
    for number in range(10):
        content = make_content(cargo=[{"name": f"miR-70{number}", "kind": "mirna"}])
        make_version(author, citation=citation, content=content)
    reviewer = Reviewer(people["reviewer-one"].new_page())
    reviewer.take(citation)
    for _ in range(10):
        reviewer.accept()
    expect(reviewer.page.locator(".messages")).to_contain_text("the last review you hold")
    assert Recommendation.objects.filter(verdict="accept").count() == 10
    tell(f"Ten claims of one paper reviewed: {reviewer.keys} keys, no mouse.")
    assert reviewer.keys == 50
