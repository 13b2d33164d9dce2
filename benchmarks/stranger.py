"""A stranger's paths by steps: a first claim, the paper's next claim, ten claims reviewed.

Each path is walked in a real Chromium with real clicks and keys against a served demonstration.
Printed are, step by step, clicks, keys and fields; the seconds the machine took from the last
input until the page answered and could be used; and an estimate of the person's time by the
keystroke-level model (`parts/hands.py` says of whom, and what it leaves out: reading above all).
What is looked up outside is recorded, so that the network is left out too.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from benchmarks.parts.hands import Hands, Step

CHROMIUM = os.environ.get("EVIDENCE_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LOCATOR = "abstract, last sentence"
QUOTE = "Given with cisplatin they lowered the dose needed by half, and LRRC1 was lost."
DOUBTED = (3, 7)


def main() -> None:
    """Serve, walk the three paths, print."""
    if not Path(CHROMIUM).exists():
        print(f"There is no Chromium at {CHROMIUM}, so that no path was walked.")
        return
    from benchmarks.parts.place import throw_away_database

    with throw_away_database():
        import django

        django.setup()
        from benchmarks.parts.demonstration import demonstration

        with demonstration() as address:
            walk(address)


def walk(address: str) -> None:
    """Walk the three paths and print what each cost."""
    from playwright.sync_api import sync_playwright

    from benchmarks.parts.hands import Hands

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        curator = home(browser, address)
        first, following = Hands(curator), Hands(curator)
        first_claim(first)
        report("From the home page to the first submitted claim", first.steps, aim=180)
        next_claim(following)
        report("The paper's next claim", following.steps, aim=60)
        reviewer = Hands(home(browser, address))
        ten_reviews(reviewer)
        report("Ten claims of a paper reviewed", reviewer.steps)
        browser.close()


def home(browser: "Browser", address: str) -> "Page":
    """Return the home page in a browser that knows nobody."""
    page = browser.new_page(base_url=address, viewport={"width": 1280, "height": 900})
    page.goto("/")
    return page


def first_claim(hands: "Hands") -> None:
    """Sign in, look a paper up, answer, submit."""
    page = hands.page
    hands.step("sign in")
    hands.submit(page.get_by_role("button", name="Try as curator"), page.locator("#find"))
    hands.step("the paper, by PMID")
    hands.paste(page.locator("#find"), "99000017")
    hands.key("Enter", enter := page.get_by_role("link", name="Enter this paper"))
    hands.submit(enter, save := page.get_by_role("button", name="Save and enter its claim"))
    hands.submit(save, page.locator("#locator"))
    hands.step("source: where, quote, read from")
    hands.type(page.locator("#locator"), LOCATOR)
    hands.paste(page.locator("#quote"), QUOTE)
    hands.choose(page.locator("#read_from"), "abstract")
    hands.step("donor and vesicle")
    hands.complete(page.locator("#tissue-0-name"), "bone", "bone marrow")
    hands.type(page.locator("#ev_term_as_reported"), "exosome")
    hands.click(page.get_by_label("donor modified").first)
    hands.click(page.get_by_label("isolated EVs").first)
    cargo_and_target(hands, "miR-193a")
    hands.step("cancer")
    hands.complete(page.locator("#cancer-0-name"), "non-s", "non-small cell lung carcinoma")
    hands.step("therapy and effect")
    hands.complete(page.locator("#agents-0-name"), "cis", "cisplatin")
    hands.choose(page.locator("#agents-0-role"), "given alongside")
    hands.choose(page.locator("#effect"), "restores sensitivity")
    evidence_and_summary(hands, "in vitro")
    hands.step("last look, interests, submit")
    declare = page.get_by_role("link", name="Declare my interests")
    hands.key("Control+Enter", declare)
    hands.submit(declare, year := page.get_by_role("button", name="Declare for a year"))
    hands.click(page.get_by_label("None").first)
    hands.submit(year, page.get_by_role("button", name="Submit the claim"))
    hands.click(page.get_by_label("None").first)
    hands.key("Control+Enter", page.get_by_text("was submitted: in review."))


def next_claim(hands: "Hands") -> None:
    """Carry on from the claim just submitted."""
    page = hands.page
    hands.step("same paper, next claim")
    hands.key("n", page.locator("#locator"))
    hands.step("source: where")
    hands.type(page.locator("#locator"), "figure 6")
    cargo_and_target(hands, "miR-21")
    hands.step("effect")
    hands.choose(page.locator("#effect"), "restores sensitivity")
    evidence_and_summary(hands, "in vivo")
    hands.step("last look, submit")
    hands.key("Control+Enter", page.get_by_role("button", name="Submit the claim"))
    hands.key("Control+Enter", page.get_by_text("was submitted: in review."))


def cargo_and_target(hands: "Hands", cargo: str) -> None:
    """Name what the vesicles carry, and what it acts on."""
    page = hands.page
    hands.step("cargo")
    hands.complete(page.locator("#cargo-0-name"), cargo, cargo)
    hands.choose(page.locator("#cargo-0-kind"), "miRNA")
    hands.step("target")
    hands.complete(page.locator("#targets-0-name"), "LRR", "LRRC1")
    hands.choose(page.locator("#targets-0-role"), "direct target")


def evidence_and_summary(hands: "Hands", setting: str) -> None:
    """Say where it was seen, and take the sentence the form proposes."""
    page = hands.page
    hands.step("evidence and summary")
    hands.choose(page.locator("#settings-0-name"), setting)
    hands.choose(page.locator("#settings-0-measured"), "yes")
    hands.reach(page.locator("#summary"))
    hands.press("Enter")
    page.wait_for_url("**#summary")
    hands.wait_for(page.locator("#summary"))


def ten_reviews(hands: "Hands") -> None:
    """Sign in, take the paper, and review its ten claims without the mouse."""
    page = hands.page
    hands.step("sign in")
    main = page.get_by_role("heading", level=1)
    hands.submit(page.get_by_role("button", name="Try as reviewer one"), main)
    hands.step("the queue")
    hands.submit(page.get_by_role("link", name="Reviews", exact=True), main)
    hands.step("find the paper; declare interests")
    find_and_take(hands, page.get_by_role("link", name="My interests"))
    year = page.get_by_role("button", name="Declare for a year")
    hands.submit(page.get_by_role("link", name="My interests"), year)
    hands.click(page.get_by_label("None").first)
    hands.submit(year, page.get_by_role("heading", name="Review queue"))
    hands.step("take the paper")
    find_and_take(hands, page.locator("[data-review-bar]"))
    for number in range(10):
        is_doubted = number in DOUBTED
        hands.step(f"claim {number + 1}: {'revise, and why' if is_doubted else 'accept'}")
        review(hands, is_doubted=is_doubted)


def find_and_take(hands: "Hands", until: "Locator") -> None:
    """Turn the pages of the queue to the paper, and take it."""
    from benchmarks.parts.demonstration import REVIEWED

    page = hands.page
    row = page.get_by_role("row").filter(has_text=REVIEWED)
    while not row.count():
        before = page.url
        hands.click(page.get_by_role("link", name="Next").last)
        page.wait_for_url(lambda url, before=before: url != before)
        hands.wait_for(page.get_by_role("heading", level=1))
    hands.submit(row.get_by_role("button", name="Take"), until)


def review(hands: "Hands", *, is_doubted: bool) -> None:
    """Answer every section, recommend, deliver; the next claim comes by itself."""
    page, before = hands.page, hands.page.url
    if is_doubted:
        hands.decide("j", "j", "j", "2")
        hands.write("The figure shows another miRNA.")
        hands.press("Escape")
    hands.decide("a")
    hands.decide("2")
    hands.decide("2" if is_doubted else "1")
    if is_doubted:
        hands.write("See the cargo.")
    hands.decide("Control+Enter", "Control+Enter")
    page.wait_for_url(lambda url: url != before)
    hands.wait_for(page.get_by_role("heading", level=1))


def report(title: str, steps: list["Step"], aim: int | None = None) -> None:
    """Print the steps of a path, and their sum."""
    from benchmarks.parts.hands import SKILLED_KEY, Step

    print(f"\n{title}")
    print(f"{'step':<34}{'clicks':>8}{'keys':>8}{'fields':>8}{'machine':>11}{'person':>11}")
    total = sum(steps, Step("together"))
    for step in (*steps, total):
        print(
            f"{step.label:<34}{step.clicks:>8}{step.keys:>8}{step.fields:>8}"
            f"{step.machine:>9.2f} s{step.person():>9.1f} s"
        )
    seconds = total.machine + total.person()
    skilled = total.machine + total.person(SKILLED_KEY)
    aimed = f"; the aim is less than {aim} s" if aim else ""
    print(f"{seconds:.0f} s (a good typist: {skilled:.0f} s), reading left out{aimed}", flush=True)


if __name__ == "__main__":
    main()
