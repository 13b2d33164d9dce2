"""A stranger's paths by steps: a first claim, the paper's next claim, ten claims reviewed.

Each path is walked in a real Chromium with real clicks and keys against a served demonstration.
Printed are, step by step, clicks, keys and fields; the seconds the machine took from the last
input until the page answered and could be used; and an estimate of the person's time by the
keystroke-level model (`parts/hands.py` says of whom, and what it leaves out: reading above all).
What was looked up outside is recorded, so that the network is left out too.
"""

import os
import re
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from benchmarks.parts.hands import Hands, Step

CHROMIUM = os.environ.get("EVIDENCE_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LOCATOR = "abstract, last sentence"
QUOTE = "Given with cisplatin they lowered the dose needed by half, and LRRC1 was lost."


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
        for title, aim, path in (
            ("Sign-in to the first submitted claim", 180, first_claim),
            ("The paper's next claim", 60, next_claim),
            ("Ten claims of a paper reviewed", None, ten_reviews),
        ):
            if path is not next_claim:
                page = browser.new_page(base_url=address, viewport={"width": 1280, "height": 900})
                page.goto("/")
            hands = Hands(page)
            path(hands)
            report(title, aim, hands.steps)
        browser.close()


def first_claim(hands: "Hands") -> None:
    """Sign in, look a paper up, answer, submit."""
    page, field = hands.page, partial(_field, hands)
    hands.step("sign in")
    hands.submit(page.get_by_role("button", name="Try as curator"), lambda: page.locator("#find"))
    hands.step("the paper, by PMID")
    hands.paste(page.locator("#find"), "99000017")
    hands.press("Enter")
    enter = page.get_by_role("link", name="Enter this paper")
    hands.wait_for(enter)
    hands.submit(enter, lambda: page.get_by_role("button", name="Save and enter its claim"))
    hands.submit(
        page.get_by_role("button", name="Save and enter its claim"), lambda: field("locator")
    )
    hands.step("source: where, quote, read from")
    hands.type(field("locator"), LOCATOR)
    hands.paste(field("quote"), QUOTE)
    hands.choose(field("read_from"), "abstract")
    hands.step("donor and vesicle")
    hands.complete(field("tissue-0-name"), "bone", "bone marrow")
    hands.type(field("ev_term_as_reported"), "exosome")
    hands.click(page.get_by_label("donor modified").first)
    hands.click(page.get_by_label("isolated EVs").first)
    molecules_and_effect(hands, "miR-193a")
    hands.step("submit")
    to_submission(hands, page.get_by_role("link", name="Declare my interests"))
    hands.submit(
        page.get_by_role("link", name="Declare my interests"),
        lambda: page.get_by_role("button", name="Declare for a year"),
    )
    hands.click(page.get_by_label("None").first)
    hands.submit(
        page.get_by_role("button", name="Declare for a year"),
        lambda: page.get_by_role("button", name="Submit the claim"),
    )
    hands.click(page.get_by_label("None").first)
    submitted(hands)


def molecules_and_effect(hands: "Hands", cargo: str) -> None:
    """Answer what differs from claim to claim."""
    page, field = hands.page, partial(_field, hands)
    hands.step("cargo")
    hands.complete(field("cargo-0-name"), cargo, cargo)
    hands.choose(field("cargo-0-kind"), "miRNA")
    hands.step("target")
    hands.complete(field("targets-0-name"), "LRR", "LRRC1")
    hands.choose(field("targets-0-role"), "direct target")
    if not field("cancer-0-name").input_value():
        hands.step("cancer")
        hands.complete(field("cancer-0-name"), "non-s", "non-small cell lung carcinoma")
    hands.step("therapy and effect")
    hands.complete(field("agents-0-name"), "cis", "cisplatin")
    hands.choose(field("agents-0-role"), "given alongside")
    hands.choose(field("effect"), "restores sensitivity")
    hands.step("evidence and summary")
    hands.choose(field("settings-0-name"), "in vitro")
    hands.choose(field("settings-0-measured"), "yes")
    hands.click(field("summary"))
    hands.press("Enter")
    page.wait_for_url(re.compile("#summary$"))
    hands.wait_for(field("summary"))


def to_submission(hands: "Hands", target: "Locator") -> None:
    """Go to the last look."""
    hands.submit(hands.page.get_by_role("button", name="Check and submit").last, lambda: target)


def submitted(hands: "Hands") -> None:
    """Submit, and wait until the page says so."""
    page = hands.page
    hands.submit(
        page.get_by_role("button", name="Submit the claim"),
        lambda: page.get_by_text("was submitted: in review."),
    )


def next_claim(hands: "Hands") -> None:
    """Carry on from the claim just submitted."""
    page, field = hands.page, partial(_field, hands)
    hands.step("same paper, next claim")
    hands.submit(
        page.get_by_role("button", name="Same paper, next claim"), lambda: field("locator")
    )
    hands.step("source: where")
    hands.type(field("locator"), "figure 6")
    molecules_and_effect(hands, "miR-21")
    hands.step("submit")
    to_submission(hands, page.get_by_role("button", name="Submit the claim"))
    submitted(hands)


def ten_reviews(hands: "Hands") -> None:
    """Sign in, take the paper, and review its ten claims without the mouse."""
    from benchmarks.parts.demonstration import REVIEWED

    page = hands.page
    hands.step("sign in")
    hands.submit(
        page.get_by_role("button", name="Try as reviewer one"),
        lambda: page.get_by_role("heading", level=1),
    )
    hands.step("the queue")
    queue = page.get_by_role("link", name="Reviews", exact=True)
    hands.submit(queue, lambda: page.get_by_role("heading", name="Review queue"))
    hands.step("take the paper")
    row = page.get_by_role("row").filter(has_text=REVIEWED)
    while not row.count():
        hands.submit(page.get_by_role("link", name="Next").last, lambda: page.locator("main"))
        page.wait_for_timeout(500)
    hands.submit(row.get_by_role("button", name="Take"), lambda: page.locator("[data-review-bar]"))
    for number in range(10):
        doubts = number in (3, 7)
        hands.step(f"review {number + 1}: {'revise, with reasons' if doubts else 'accept'}")
        before = page.url
        if doubts:
            hands.decide("j", "j", "j", "2")
            hands.write("The figure shows another miRNA.")
            hands.press("Escape")
        hands.decide("a")
        hands.decide("2")
        hands.decide("2" if doubts else "1")
        if doubts:
            hands.write("See the cargo.")
        hands.decide("Control+Enter", "Control+Enter")
        page.wait_for_url(lambda url, before=before: url != before)
        hands.wait_for(page.locator("main"))


def _field(hands: "Hands", name: str) -> "Locator":
    return hands.page.locator(f"#{name}")


def report(title: str, aim: int | None, steps: list["Step"]) -> None:
    """Print the steps of a path, and their sum."""
    from benchmarks.parts.hands import SKILLED_KEY, Step

    print(f"\n{title}")
    print(f"{'step':<34}{'clicks':>8}{'keys':>8}{'fields':>8}{'machine':>11}{'person':>11}")
    total = sum(steps, Step("together"))
    total.label = "together"
    for step in (*steps, total):
        print(
            f"{step.label:<34}{step.clicks:>8}{step.keys:>8}{step.fields:>8}"
            f"{step.machine:>9.2f} s{step.person():>9.1f} s"
        )
    seconds = total.machine + total.person()
    skilled = total.machine + total.person(SKILLED_KEY)
    aimed = f"; the aim is less than {aim} s" if aim else ""
    print(f"{seconds:.0f} s (a good typist: {skilled:.0f} s), reading left out{aimed}")


if __name__ == "__main__":
    main()
