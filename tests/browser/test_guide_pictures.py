"""The pictures of the guide, made of the pages as they are.

Each run goes to every place that the guide shows; with EVIDENCE_GUIDE_PICTURES=1 it writes what
it finds there to static/guide/. Fewer pictures than the guide names, or more, fail it.
"""

import os

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from evidence.models import Citation, Version
from tests.browser.reviewers import Reviewer, no_complaints
from tests.guide import PICTURES, names_in_guide
from tests.standing import bring_to

pytestmark = pytest.mark.browser
MAKES = os.environ.get("EVIDENCE_GUIDE_PICTURES") == "1"
WIDE, HIGHEST, EDGE = 960, 560, 12


class Album:
    """The pictures made so far."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def keep(self, place: Locator, name: str) -> None:
        """Look at a place of a page, and keep its picture where pictures are made."""
        expect(place).to_be_visible()
        self.names.add(name)
        box = place.bounding_box()
        if MAKES and box:
            clip = {
                "x": max(box["x"] - EDGE, 0),
                "y": max(box["y"] - EDGE, 0),
                "width": min(box["width"] + 2 * EDGE, WIDE),
                "height": min(box["height"] + 2 * EDGE, HIGHEST),
            }
            path = PICTURES / f"{name}.png"
            place.page.screenshot(path=path, clip=clip, full_page=True, animations="disabled")


def test_every_picture_of_the_guide_is_made_of_a_page(
    people: dict[str, BrowserContext], paper: Citation
) -> None:
    album = Album()
    other = Version.objects.exclude(citation=paper).order_by("submitted_at")[0]
    split = bring_to(other, "split")
    pages = {name: context.new_page() for name, context in people.items()}
    curator, editor, reviewer = (pages[n] for n in ("curator", "editor-one", "reviewer-one"))
    for page in pages.values():
        page.set_viewport_size({"width": WIDE, "height": 900})

    curator.goto("/drafts/new/")
    album.keep(curator.locator("main"), "enter-start")
    curator.goto(f"/drafts/new/?citation={paper.key}")
    curator.get_by_role("button", name="Enter a claim of this paper").click()
    album.keep(curator.locator("section.form-section").nth(1), "enter-form")

    reviewer.goto("/reviews/")
    album.keep(reviewer.locator("main table").first, "review-queue")
    Reviewer(reviewer).take(paper)
    album.keep(reviewer.locator("section.review-stop").nth(2), "review-page")
    reviewer.goto("/matrix/?status=in_review&status=accepted&rows=cancer&columns=effect")
    album.keep(reviewer.locator(".matrix-figure").first, "matrix")

    editor.goto(f"/items/{split.item.accession}/versions/{split.number}/decide/")
    album.keep(editor.locator(".review-form"), "decide")

    for name in ("", "analysts/", "how-we-review/"):
        editor.goto(f"/guide/{name}")
        no_complaints(editor)
    assert sorted(album.names) == sorted(names_in_guide())
