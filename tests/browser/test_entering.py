"""A stranger's path: sign in, enter a claim from a starter paper, add the paper's next claim."""

import re

import pytest
from playwright.sync_api import Page, expect

from evidence.models import Draft, Item, Standing
from tests.browser.conftest import picture
from tests.conftest import Tell

pytestmark = pytest.mark.browser


class Hands:
    """Somebody at a keyboard and a mouse, who counts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0
        self.fields = 0

    def press(self, name: str) -> None:
        """Press the last button of this name: the one at the form's end."""
        self.page.get_by_role("button", name=name).last.click()
        self.page.wait_for_load_state()
        self.clicks += 1

    def type(self, field: str, text: str) -> None:
        self.page.locator(f"#{field}").fill(text)
        self.fields += 1

    def choose(self, field: str, label: str) -> None:
        self.page.locator(f"#{field}").select_option(label=label)
        self.fields += 1

    def tick(self, label: str) -> None:
        self.page.get_by_label(label).first.check()
        self.clicks += 1

    def take_the_sentence(self) -> None:
        """Press Enter in the empty summary, which takes the proposed sentence."""
        self.page.locator("#summary").press("Enter")
        self.page.wait_for_url(re.compile("#summary$"))
        self.fields += 1


@pytest.mark.usefixtures("starter")
def test_a_stranger_enters_a_claim_and_the_papers_next_one(
    page: Page, site: str, tell: Tell
) -> None:
    before = Item.objects.count()
    page.goto("/")
    first, second = Hands(page), Hands(page)
    first.press("Try as curator")
    choose_the_paper(first)
    write_the_first_claim(first)
    submit_beside_its_twin(first)
    write_the_next_claim(second)

    assert Item.objects.count() == before + 2
    assert Standing.objects.filter(status="in_review").count() == before + 2
    assert Draft.objects.filter(authors__username="curator", closed_at=None).count() == 0
    tell(
        f"A first claim, from the home page: {first.clicks} clicks, {first.fields} fields. "
        f"The paper's next claim: {second.clicks} clicks, {second.fields} fields."
    )
    assert (first.clicks, first.fields) == (10, 17)
    assert (second.clicks, second.fields) == (3, 9)


def choose_the_paper(hands: Hands) -> None:
    hands.type("find", "https://doi.org/10.1038/s41419-020-02962-4")
    picture(hands.page, "entering-1-paper")
    hands.press("Find the paper")
    picture(hands.page, "entering-2-form")


def write_the_first_claim(hands: Hands) -> None:
    hands.type("locator", "abstract")
    hands.choose("read_from", "abstract")
    hands.type("tissue-0-name", "bone marrow")
    hands.type("ev_term_as_reported", "exosome")
    hands.tick("donor modified")
    hands.tick("isolated EVs")
    hands.type("cargo-0-name", "miR-193a")
    hands.choose("cargo-0-kind", "miRNA")
    hands.type("targets-0-name", "LRRC1")
    hands.choose("targets-0-role", "direct target")
    hands.type("cancer-0-name", "non-small cell lung carcinoma")
    hands.type("agents-0-name", "DDP")
    hands.choose("agents-0-role", "given alongside")
    hands.choose("effect", "restores sensitivity")
    hands.choose("settings-0-name", "in vitro")
    hands.choose("settings-0-measured", "yes")
    hands.take_the_sentence()
    expect(hands.page.locator("#summary")).to_have_value(
        "EVs of bone marrow MSCs carrying miR-193a restore the sensitivity of non-small cell lung "
        "carcinoma to cisplatin, through LRRC1."
    )
    expect(hands.page.locator("[data-restore]")).to_be_hidden()
    picture(hands.page, "entering-3-filled")


def submit_beside_its_twin(hands: Hands) -> None:
    """The starter set holds this very claim: the page shows both and asks why."""
    page = hands.page
    hands.press("Check and submit")
    page.get_by_role("link", name="Declare my interests").click()
    hands.tick("None")
    hands.press("Declare for a year")
    hands.clicks += 1
    expect(page.get_by_role("heading", name="Nearly the same is here already")).to_be_visible()
    hands.type("why_separate", "The abstract again, entered to learn how it is done.")
    hands.tick("None")
    picture(page, "entering-4-submit")
    hands.press("Submit the claim")
    expect(page.locator(".messages")).to_contain_text("was submitted: in review.")
    picture(page, "entering-5-submitted")


def write_the_next_claim(hands: Hands) -> None:
    page = hands.page
    hands.press("Same paper, next claim")
    expect(page.locator("#tissue-0-name")).to_have_value("bone marrow")
    expect(page.locator("#cancer-0-name")).to_have_value("non-small cell lung carcinoma")
    picture(page, "entering-6-next")
    hands.type("locator", "figure 6")
    hands.type("cargo-0-name", "miR-193b")
    hands.choose("cargo-0-kind", "miRNA")
    hands.type("targets-0-name", "LRRC1")
    hands.choose("targets-0-role", "direct target")
    expect(page.locator("#agents-0-name")).to_have_value("cisplatin")
    hands.choose("effect", "no effect (the therapy response was tested and did not change)")
    hands.choose("settings-0-name", "in vivo")
    hands.choose("settings-0-measured", "yes")
    hands.take_the_sentence()
    hands.press("Check and submit")
    expect(page.locator("main")).to_contain_text("“miR-193b” is not in the list yet")
    expect(page.get_by_label("None")).to_be_checked()
    hands.press("Submit the claim")
    expect(page.locator("main")).to_contain_text("miR-193b")
