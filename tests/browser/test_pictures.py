"""The pictures of the evidence in a real browser: by keyboard, by day and night, on paper."""

import re
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, expect

from accounts.models import Person
from evidence.models import Term
from tests.arguing import let_claims_argue, let_papers_be_read, paper_much_is_said_of
from tests.browser.axe import too_wide
from tests.browser.conftest import new_context, picture
from tests.browser.reviewers import no_complaints
from tests.factories import make_citation, make_content, make_terms, make_version
from tests.standing import bring_to

pytestmark = pytest.mark.browser
ALL = "status=in_review&status=accepted"
# Every picture is looked at in each of them, at both widths: EVIDENCE_SCREENSHOTS says where.
MEDIA: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "print": {"media": "print"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
}


@pytest.fixture
def reader(people: dict[str, BrowserContext], starter: None) -> Page:
    return people["reviewer-one"].new_page()


@pytest.fixture
def pictures(reader: Page) -> dict[str, str]:
    """The address of every picture, in a place where claims argue."""
    curator, reviewer, editor = (
        Person.objects.get(username=name) for name in ("curator", "reviewer-one", "editor-one")
    )
    let_claims_argue(curator, reviewer, editor)
    let_papers_be_read(curator)
    paper = paper_much_is_said_of(curator, reviewer, editor)
    agent = Term.objects.get(vocabulary="agent", label="cisplatin").pk
    return {
        "matrix": f"/matrix/?{ALL}",
        "matrix-accepted": "/matrix/",
        "flow": f"/flow/?{ALL}",
        "therapies": f"/therapies/?{ALL}",
        "therapy": f"/therapies/{agent}/?{ALL}",
        "contradictions": "/contradictions/?scope=review",
        "gaps": "/gaps/",
        "agreement": "/reviews/agreement/",
        "papers": "/papers/prisma/",
        "citation": f"/citations/{paper.key}/",
        "matrix-empty": "/matrix/?effect=mixed",
    }


def test_pictures_are_for_everybody(reader: Page, pictures: dict[str, str]) -> None:
    """axe by day and night, 390 px, and nothing asked of another host."""
    asked: list[str] = []
    reader.on("request", lambda request: asked.append(request.url))
    for name, address in pictures.items():
        reader.goto(address)
        no_complaints(reader)
        for medium, media in MEDIA.items():
            reader.emulate_media(**media)
            picture(reader, f"{name}-{medium}")
            reader.emulate_media(media="screen", forced_colors="none", color_scheme="light")
    assert {url.split("/")[2] for url in asked} == {reader.url.split("/")[2]}


@pytest.fixture
def awkward(site: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The addresses of pictures of what is too much, too long, too little or contradictory."""
    monkeypatch.setattr("evidence.policies.answers.MOST_ENTRIES", 5_000)
    make_terms()
    long = "a name such as committees give them, which takes eighty letters and a number, "
    many: dict[str, Any] = {
        "cargo": [{"name": f"miR-{10_000 + n}", "kind": "mirna"} for n in range(300)],
        "agents": [{"name": f"{long}{n}"[-80:], "role": "alongside"} for n in range(300)],
    }
    for effect in ("promotes_resistance", "restores_sensitivity"):
        content = make_content(**many, effect=[{"name": effect}], cancer=[{"name": "glioma"}])
        bring_to(make_version(content=content), "accepted")
    agents = [{"name": f"agent of five thousand {n}", "role": "alongside"} for n in range(5_000)]
    for content in (make_content(cancer=[{"name": "osteosarcoma"}]), make_content(agents=agents)):
        bring_to(make_version(content=content), "accepted")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    Term.objects.filter(vocabulary="molecule", label="miR-10000").update(label="renamed")
    bare = make_citation(title="", kind="unidentified")
    glioma, single, lung = (
        Term.objects.get(vocabulary="cancer", label=label).pk
        for label in ("glioma", "osteosarcoma", "non-small cell lung carcinoma")
    )
    return {
        "300x300": f"/matrix/?cancer={glioma}",
        "contradictions": "/contradictions/",
        "single": f"/matrix/?cancer={single}",
        "none": "/matrix/?effect=mixed",
        "five-thousand-flow": f"/flow/?all=agents&cancer={lung}",
        "five-thousand-therapies": f"/therapies/?cancer={lung}",
        "flow-single": f"/flow/?cancer={single}",
        "list": "/items/",
        "citation-bare": f"/citations/{bare.key}/",
    }


def test_awkward_pictures_without_scripts(
    awkward: dict[str, str], chromium: Browser, site: str
) -> None:
    """Nothing is wider than a telephone, and nothing needs a script."""
    page = new_context(chromium, site, java_script_enabled=False).new_page()
    for name, address in awkward.items():
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        assert too_wide(page, 390) == 0, address
        picture(page, f"awkward-{name}")
    page.context.close()


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
