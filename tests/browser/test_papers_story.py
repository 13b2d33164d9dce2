"""From a citation file to the paper beside its claim: dropped in, taken, read, out of scope."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from evidence.models import Citation, Draft, Offer, PaperStep
from tests.browser.conftest import picture
from tests.browser.reviewers import no_complaints
from tests.factories import make_terms
from tests.pdfs import pdf

pytestmark = pytest.mark.browser
NBIB = """PMID- 39990001
TI  - Exosomal miR-193a of marrow stromal cells
AU  - Tester A
DP  - 2021
AB  - Exosomes carry miR-193a-3p and lowered the resistance of NSCLC cells to cisplatin.

PMID- 39990002
TI  - Of vesicles in plants
AU  - Other B
DP  - 2020
"""


def test_a_paper_is_dropped_in_taken_and_read_beside_its_claim(
    people: dict[str, BrowserContext], tmp_path: Path
) -> None:
    make_terms()
    page = people["curator"].new_page()
    (tmp_path / "found.nbib").write_text(NBIB)
    (tmp_path / "paper.pdf").write_bytes(pdf(3))
    page.goto("/citations/import/")
    page.locator("#file").set_input_files(tmp_path / "found.nbib")
    page.get_by_role("button", name="Show what it holds").click()
    page.get_by_role("button", name="Enter or complete the chosen papers").click()
    expect(page.locator("main")).to_contain_text("to read 2")

    page.get_by_label("Choose Of vesicles in plants").check()
    page.get_by_text("Out of scope, nothing found, read again").click()
    page.locator("#reason").select_option("not_msc")
    page.locator("#read").select_option("title_abstract")
    page.get_by_role("button", name="Out of scope", exact=True).click()
    expect(page.locator("tr", has_text="Of vesicles in plants")).to_contain_text(
        "not MSC vesicles, on title and abstract"
    )
    picture(page, "papers-1-worklist")
    no_complaints(page)
    page.get_by_role("link", name="Exosomal miR-193a").click()
    page.locator("#file").set_input_files(tmp_path / "paper.pdf")
    page.get_by_role("button", name="Keep it").click()
    picture(page, "papers-2-paper")
    no_complaints(page)

    page.get_by_role("button", name="Take, and enter its first claim").click()
    page.wait_for_url(re.compile("/drafts/"))
    page.locator("button[name='offer'][value='cargo:miR-193a']").click()
    page.wait_for_url(re.compile("#cargo$"))
    expect(page.locator("#cargo-0-name")).to_have_value("miR-193a")
    expect(page.locator("[data-reading]").first).to_contain_text("carrying miR-193a")
    page.locator("#locator").press("-")
    expect(page.locator("#locator-unknown")).to_have_value("not_reported")
    page.locator("#pdf_page").fill("3")
    page.locator("#pdf_page").press("Tab")
    frame = page.locator("iframe")
    expect(frame).to_have_attribute("src", re.compile("#page=3$"))
    expect(page.locator("[data-saved]")).to_contain_text("Saved")
    picture(page, "papers-3-form")
    no_complaints(page)
    page.goto("/papers/prisma/")
    expect(page.locator("main")).to_contain_text("Of 2 records, 2 papers came on the worklist")
    picture(page, "papers-4-flow")
    no_complaints(page)

    assert {s.step for s in PaperStep.objects.all()} == {"take", "leave_out"}
    assert Offer.objects.filter(column="cargo").count() == 1
    assert Draft.objects.get().content["pdf_page"] == "3"
    assert Citation.objects.count() == 2
