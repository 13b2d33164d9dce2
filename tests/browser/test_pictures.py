"""The pictures of the evidence in a real browser: by keyboard, by day and night, on paper."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from evidence.models import Term
from tests.browser.conftest import picture
from tests.browser.reviewers import no_complaints

pytestmark = pytest.mark.browser
ALL = "status=in_review&status=accepted"


@pytest.fixture
def reader(people: dict[str, BrowserContext], starter: None) -> Page:
    return people["reviewer-one"].new_page()


PICTURES = {
    "matrix": f"/matrix/?{ALL}",
    "matrix-cancer-effect": f"/matrix/?rows=cancer&columns=effect&{ALL}",
    "matrix-empty": "/matrix/?effect=mixed",
    "flow": f"/flow/?{ALL}",
    "flow-molecules": f"/flow/?by=cargo&exact=1&{ALL}",
    "flow-empty": "/flow/",
    "therapies": f"/therapies/?{ALL}",
    "contradictions": "/contradictions/?scope=review",
    "gaps": "/gaps/",
}


def test_pictures_are_for_everybody(reader: Page) -> None:
    """axe by day and night, 390 px, and nothing asked of another host."""
    asked: list[str] = []
    reader.on("request", lambda request: asked.append(request.url))
    agent = Term.objects.get(vocabulary="agent", label="chemotherapy").pk
    for name, address in {**PICTURES, "therapy": f"/therapies/{agent}/?{ALL}"}.items():
        reader.goto(address)
        no_complaints(reader)
        picture(reader, name)
        for media in ({"media": "print"}, {"forced_colors": "active"}, {"color_scheme": "dark"}):
            reader.emulate_media(**media)  # type: ignore[arg-type]
            picture(reader, f"{name}-{'-'.join(media.values())}")
            reader.emulate_media(media="screen", forced_colors="none", color_scheme="light")
    assert {url.split("/")[2] for url in asked} == {reader.url.split("/")[2]}


def test_a_mark_leads_to_its_claims_by_keyboard(reader: Page) -> None:
    for address, mark in (
        (f"/matrix/?{ALL}", ".matrix-picture a:has(.mx-number)"),
        (f"/flow/?{ALL}", ".flow-picture a:has(.fl-bar)"),
        (f"/flow/?{ALL}", ".flow-picture a:has(.fl-ribbon)"),
    ):
        reader.goto(address)
        one = reader.locator(mark).first
        said = re.search(r": (\d+) claim", one.get_attribute("aria-label") or "")
        assert said
        one.focus()
        reader.keyboard.press("Enter")
        expect(reader.locator("#count")).to_contain_text(re.compile(rf"^{said[1]} claims? match"))


def test_a_broader_row_unfolds_without_a_mouse(reader: Page) -> None:
    reader.goto(f"/matrix/?rows=cancer&{ALL}")
    before = reader.locator(".matrix-table tbody tr").count()
    reader.locator(".matrix-table tbody .mx-fold").first.press("Enter")
    reader.wait_for_load_state()
    assert reader.locator(".matrix-table tbody tr").count() > before
