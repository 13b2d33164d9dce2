"""The pictures of the evidence in a real browser: by keyboard, by day and night, on paper."""

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import picture
from tests.browser.reviewers import no_complaints

pytestmark = pytest.mark.browser
ALL = "status=in_review&status=accepted"


@pytest.fixture
def reader(people: dict[str, BrowserContext]) -> Page:
    call_command("load_starter", verbosity=0)
    return people["reviewer-one"].new_page()


def test_a_mark_leads_to_its_claims_by_keyboard(reader: Page) -> None:
    reader.goto(f"/matrix/?{ALL}")
    mark = reader.locator(".matrix-picture a", has=reader.locator(".mx-number")).first
    figure = mark.locator(".mx-number").text_content()
    mark.focus()
    reader.keyboard.press("Enter")
    expect(reader.locator("#count")).to_contain_text(re.compile(rf"^{figure} claims? match"))


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("matrix", f"/matrix/?{ALL}"),
        ("matrix-cancer-effect", f"/matrix/?rows=cancer&columns=effect&{ALL}"),
        ("matrix-empty", "/matrix/?effect=mixed"),
        ("contradictions", "/contradictions/?scope=review"),
    ],
)
def test_pictures_are_for_everybody(reader: Page, name: str, address: str) -> None:
    asked: list[str] = []
    reader.on("request", lambda request: asked.append(request.url))
    reader.goto(address)
    no_complaints(reader)
    picture(reader, name)
    reader.emulate_media(media="print")
    picture(reader, f"{name}-print")
    assert {url.split("/")[2] for url in asked} == {reader.url.split("/")[2]}


def test_a_broader_row_unfolds_without_a_mouse(reader: Page) -> None:
    reader.goto(f"/matrix/?rows=cancer&{ALL}")
    before = reader.locator(".matrix-table tbody tr").count()
    unfold = reader.locator(".matrix-table tbody .mx-fold").first
    unfold.focus()
    reader.keyboard.press("Enter")
    expect(reader.locator(".matrix-table tbody tr")).not_to_have_count(before)
    assert reader.locator(".matrix-table tbody tr").count() > before
