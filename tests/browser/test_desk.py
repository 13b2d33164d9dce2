"""Home, the list and the pages of a person, in every state, by day and by night."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.axe import too_wide, violations
from tests.browser.conftest import picture
from tests.conftest import Tell
from tests.factories import make_citation, make_content, make_version
from tests.standing import bring_to

pytestmark = pytest.mark.browser
_LONG = "hsa-miR-" + "193a-5p/" * 24
_WIDE = "&".join(
    f"column={name}"
    for name in (
        "effect", "agents", "cargo", "targets", "cancer", "tissue", "engineering", "given",
        "settings", "level", "directness", "paper",
    )
)  # fmt: skip
# who → page: state → address; "long" holds names without end, right-to-left text, emoji.
PAGES: dict[str, dict[str, dict[str, str]]] = {
    "visitor": {
        "home": {"full": "/"},
        "items": {
            "full": "/items/", "waiting": "/items/?status=in_review", "long": "/items/?q=سرطان",
        },
        "sign-in": {"empty": "/sign-in/"},
    },
    "curator": {
        "home": {"full": "/"},
        "items": {
            "full": "/items/", "wide": f"/items/?{_WIDE}&sort=-directness",
            "empty": "/items/?effect=mixed", "error": "/items/?sort=seats",
            "long": "/items/?status=accepted", "as table": f"/items/as-table?{_WIDE}",
        },
        "item": {"full": "/items/EVD-000001/", "long": "/items/{long}/"},
        "searches": {"empty": "/me/searches/"},
        "settings": {"profile": "/me/", "tokens": "/me/tokens/", "mail": "/me/mail/"},
    },
    "editor-one": {"home": {"full": "/"}, "queue": {"full": "/reviews/"}},
}  # fmt: skip


@pytest.fixture
def long(people: dict[str, BrowserContext], starter: None) -> str:
    """Beside the starter set an accepted claim of which everything is long; its accession."""
    authors = [{"family": f"Nomen-Longissimum-{number}", "given": "N."} for number in range(60)]
    paper = make_citation(title="أثر الحويصلات 🧬 " + "vesicles " * 40, csl={"author": authors})
    content = make_content(
        cargo=[{"name": _LONG, "kind": "mirna"}], cancer=[{"name": "سرطان الثدي 🎗"}],
        targets=[{"name": f"GENE{number}", "role": "downstream"} for number in range(40)],
        summary="x" * 900,
    )  # fmt: skip
    return bring_to(make_version(content=content, citation=paper), "accepted").item.accession


def test_axe_finds_nothing_on_any_page_in_any_state(
    people: dict[str, BrowserContext], context: BrowserContext, long: str, tell: Tell
) -> None:
    tabs = {
        "visitor": context.new_page(),
        **{who: people[who].new_page() for who in list(PAGES)[1:]},
    }
    found: dict[str, Any] = {}
    seen = 0
    for who, pages in PAGES.items():
        tab = tabs[who]
        for name, states in pages.items():
            for state, address in states.items():
                tab.goto(address.format(long=long))
                picture(tab, f"desk-{who}-{name}-{state}")
                seen += 1
                if broken := violations(tab):
                    found[f"{who} {name} {state}"] = broken
                for width in (320, 1280):
                    if wider := too_wide(tab, width):
                        found[f"{who} {name} {state} {width}"] = wider
    pages = sum(len(pages) for pages in PAGES.values())
    tell(f"axe: {pages} pages, {seen} states, by day and by night")
    assert found == {}, json.dumps(found, indent=1)


@pytest.mark.usefixtures("starter")
def test_a_list_is_made_ones_own_by_keyboard_and_kept(people: dict[str, BrowserContext]) -> None:
    tab: Page = people["curator"].new_page()
    tab.goto("/items/")
    tab.keyboard.press("/")
    tab.keyboard.type("cisplatin")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**q=cisplatin**")
    expect(tab.locator("#count")).to_contain_text(re.compile("claims? match"))
    tab.get_by_role("link", name=re.compile("^Cancer")).press("Enter")
    expect(tab.locator("th[aria-sort=ascending]")).to_contain_text("Cancer")
    tab.get_by_text("Columns and order").press("Enter")
    tab.get_by_role("checkbox", name="Directness").press("Space")
    tab.get_by_role("button", name="Show the list so").press("Enter")
    expect(tab.get_by_role("columnheader", name="Directness")).to_be_visible()
    tab.get_by_text("Keep this search").press("Enter")
    tab.get_by_label("Name").fill("cisplatin by cancer")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("status")).to_contain_text("is kept")
    tab.goto("/")
    tab.get_by_role("link", name="cisplatin by cancer").press("Enter")
    expect(tab.locator("th[aria-sort=ascending]")).to_contain_text("Cancer")
    expect(tab.locator("#site-search")).to_have_value("cisplatin")
