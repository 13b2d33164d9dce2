"""People who review in a browser without a mouse, and what is asked of every page they see."""

from playwright.sync_api import Page, expect

from evidence.columns import SECTIONS
from evidence.models import Citation, Version
from tests.browser.axe import too_wide, violations


class Reviewer:
    """Somebody who reviews without a mouse, and counts the keys."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = 0
        # The keys that each delivered review took, without the typed reasons.
        self.reviews: list[int] = []

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
            before = self.page.url
            self.page.get_by_role("link", name="Next").press("Enter")
            self.page.wait_for_url(lambda url, before=before: url != before)
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
        self.reviews.append(self.keys - sum(self.reviews))

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


def keys_told(*reviewers: Reviewer) -> str:
    """What the reviews cost in keys; more than three for a section or a recommendation fails."""
    reviews = [keys for reviewer in reviewers for keys in reviewer.reviews]
    answers = len(SECTIONS) * len(reviews)
    assert max(reviews) <= 3 * (len(SECTIONS) + 1)
    return (
        f"{len(reviews)} reviews by keyboard alone: {sum(reviews)} keys for {answers} section "
        f"answers and {len(reviews)} recommendations, moving and delivering included: "
        f"{sum(reviews) / answers:.1f} a section, {min(reviews)} to {max(reviews)} a review"
    )


def waive_what_stands_in_the_way(editor: Page) -> None:
    """Waive every blocker of the page that an editor is on, or on the way to."""
    editor.wait_for_load_state()
    while editor.get_by_role("button", name="Waive").count():
        editor.locator("#blockers textarea").first.fill("Looked at; the abstract says it.")
        editor.get_by_role("button", name="Waive").first.click()
        editor.wait_for_load_state()


def no_complaints(page: Page) -> None:
    """axe finds nothing, light and dark, and nothing is wider than the window at 390."""
    assert violations(page) == [], page.url
    assert too_wide(page, 390) == 0, page.url
