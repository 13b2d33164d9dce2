"""Agreement as it looks, and a newcomer who judges the calibration set without a mouse."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import Person
from reviews.actions.submit import submit
from reviews.models import CalibrationAnswer, Recommendation, Seat
from reviews.policies.calibration import SET_SIZE
from tests.agreeing import TWENTY, decide_rounds, whole_set
from tests.browser.conftest import picture
from tests.browser.reviewers import Reviewer, no_complaints
from tests.conftest import Tell
from tests.factories import make_person
from tests.worlds import World

pytestmark = pytest.mark.browser


@pytest.fixture
def world(people: dict[str, BrowserContext]) -> World:
    """The demonstration's people around a paper; reviewer-two has not reviewed yet."""
    curator, reviewer, editor = (
        Person.objects.get(username=name) for name in ("curator", "reviewer-one", "editor-one")
    )
    return World(author=curator, first=reviewer, second=make_person("reviewer"), decider=editor)


def look(page: Page, name: str) -> None:
    picture(page, name)
    no_complaints(page)


def test_agreement_and_what_became_of_ones_own(
    people: dict[str, BrowserContext], world: World
) -> None:
    curator, reviewer = people["curator"].new_page(), people["reviewer-one"].new_page()
    curator.goto("/reviews/agreement/")
    expect(curator.get_by_text("Too few rounds")).to_be_visible()
    look(curator, "agreement-1-nothing-yet")
    reviewer.goto("/reviews/mine/")
    look(reviewer, "agreement-2-mine-nothing-yet")

    decide_rounds(world, TWENTY)
    curator.reload()
    expect(curator.get_by_role("row").filter(has_text="Cargo")).to_contain_text("85.0%")
    look(curator, "agreement-3-figures")
    people["curator"].grant_permissions(["clipboard-read", "clipboard-write"])
    curator.get_by_role("button", name="Copy").press("Enter")
    expect(curator.get_by_text("Copied.")).to_be_visible()
    copied = curator.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Claims were curated in")
    assert copied == curator.locator("#methods").inner_text()
    with curator.expect_download() as downloading:
        curator.get_by_role("link", name="Picture as SVG").press("Enter")
    assert downloading.value.suggested_filename == "agreement.svg"
    curator.goto("/reviews/agreement/picture.svg?to=1999-12-31")
    expect(curator.get_by_text("There is no picture of this period.")).to_be_visible()

    reviewer.reload()
    look(reviewer, "agreement-4-mine-judged")
    curator.goto("/reviews/mine/")
    look(curator, "agreement-5-mine-written")


def test_a_newcomer_calibrates_by_keyboard_alone(
    people: dict[str, BrowserContext], world: World, tell: Tell
) -> None:
    whole_set(world)
    draft = world.draft()
    submit(draft=draft, revision=draft.revision, interests="none", actor=world.author)
    newcomer = Reviewer(people["reviewer-two"].new_page())
    page = newcomer.page
    page.goto("/reviews/")
    row = page.get_by_role("row").filter(has_text=world.citation.title)
    expect(row.get_by_role("link", name="Calibration set first")).to_be_visible()
    expect(row.get_by_role("button", name="Take")).to_have_count(0)
    look(page, "calibration-1-first")
    page.get_by_role("link", name="To the calibration set").press("Enter")
    page.wait_for_url("**/reviews/calibration/")
    look(page, "calibration-2-set")
    page.get_by_role("link", name="Judge it").press("Enter")

    for number in range(SET_SIZE):
        page.wait_for_url("**/reviews/calibration/*/")
        expect(page.locator("[data-review-bar]")).to_be_visible()
        if number == 0:
            look(page, "calibration-3-claim")
            newcomer.press("j", "j", "j", "2")  # the cargo does not hold
            newcomer.type("Table 2 names another.")
            newcomer.press("Escape", "a", "2")
        else:
            newcomer.press("a", "1")
        newcomer.press("Control+Enter")
        expect(page.locator("[data-holding]")).to_be_visible()
        newcomer.press("Control+Enter")
        onward = "Next claim" if number < SET_SIZE - 1 else "To the review queue"
        page.get_by_role("link", name=onward).wait_for()
        if number < 2:
            look(page, f"calibration-{4 + number}-reference")
        page.get_by_role("link", name=onward).press("Enter")
    page.wait_for_url("**/reviews/")
    page.goto("/reviews/calibration/")
    look(page, "calibration-6-judged")
    assert CalibrationAnswer.objects.count() == SET_SIZE
    person = Person.objects.get(username="reviewer-two")
    assert not Recommendation.objects.filter(person=person).exists()

    newcomer.take(world.citation)
    assert Seat.objects.filter(holder=person).count() == 1
    tell(f"Five calibration claims: {newcomer.keys} keys besides a typed reason")


def test_an_editor_writes_a_reference(people: dict[str, BrowserContext], world: World) -> None:
    version = world.accepted()
    editor = Reviewer(people["editor-one"].new_page())
    page = editor.page
    page.goto("/reviews/calibration/")
    look(page, "calibration-7-editor")
    page.get_by_label("Accession").fill(version.item.accession)
    page.get_by_label("Accession").press("Enter")
    page.wait_for_url("**/calibrate/")
    page.get_by_role("button", name="Put it into the set").press("Enter")
    expect(page.get_by_text("The claim was not put into the set").first).to_be_visible()
    look(page, "calibration-8-problems")
    for section in ("source", "donor", "cargo", "mechanism", "cancer", "therapy", "evidence"):
        page.locator(f"#section-{section} input[value=agree]").check()
    page.locator("#verdict input[value=accept]").check()
    page.get_by_label("Why").last.fill("Everything is as the abstract has it.")
    page.get_by_role("button", name="Put it into the set").press("Enter")
    page.wait_for_url("**/reviews/calibration/")
    expect(page.get_by_role("row").filter(has_text=version.item.accession)).to_be_visible()
    look(page, "calibration-9-chosen")
