"""A curator's legacy spreadsheet: dropped in, explained, half of it imported, taken back."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from evidence.models import Draft
from exchange.views import item_export
from tests.browser.conftest import picture, try_as
from tests.browser.reviewers import no_complaints
from tests.workbooks import HEAD, row, xlsx

pytestmark = pytest.mark.browser


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two rows under a header of the lab's own: an unknown tumour, and an effect that is none."""
    head = ["our one-liner" if name == "summary" else name for name in HEAD]
    rows = [
        row(1, cancer="chordomaa", tissue="bone marrow"),
        row(2, effect="kills everything", cargo="miR-2 [kind: miRNA]"),
    ]
    path = tmp_path / "legacy.xlsx"
    path.write_bytes(xlsx([head, *rows]))
    return path


def show(page: Page, name: str) -> None:
    no_complaints(page)
    picture(page, f"import-{name}")


@pytest.mark.usefixtures("starter")
def test_a_legacy_spreadsheet_comes_in_and_is_taken_back(
    page: Page, site: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    try_as(page, "curator")
    before = Draft.objects.open().count()
    page.goto("/imports/")
    show(page, "1-start")
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Show what it would do").click()
    expect(page.get_by_role("heading", name="legacy.xlsx")).to_be_visible()
    show(page, "2-preview")
    page.get_by_label("“our one-liner”").select_option("summary")
    page.get_by_label("“chordomaa” (cancer) means").fill("glioma")
    page.get_by_role("button", name="Note this and look again").click()
    expect(page.get_by_text("“our one-liner”")).to_have_count(1)
    expect(page.get_by_label("“chordomaa” (cancer) means")).to_have_count(0)
    show(page, "3-mapped")
    page.get_by_label("Import the 1 row that can be").check()
    page.get_by_role("button", name="Import as drafts").click()
    expect(page.get_by_text("1 row left out.")).to_be_visible()
    assert Draft.objects.open().count() == before + 1
    show(page, "4-imported")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download with what is wrong").click()
    rest = tmp_path / "rest.xlsx"
    download.value.save_as(rest)
    page.goto("/imports/")
    page.get_by_label("File").set_input_files(rest)
    page.get_by_role("button", name="Show what it would do").click()
    expect(page.get_by_text("1 of 1 rows cannot be imported")).to_be_visible()
    page.go_back()
    page.goto("/imports/")
    page.get_by_role("row", name="legacy.xlsx").get_by_role("link").click()
    page.get_by_role("button", name="Undo this import").click()
    expect(page.get_by_text("1 row was taken back")).to_be_visible()
    show(page, "5-undone")
    assert Draft.objects.open().count() == before
    page.goto("/imports/meanings/")
    show(page, "6-meanings")
    look_at_exports(page, monkeypatch)


def look_at_exports(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a large export looks like: offered, waiting, in the list."""
    monkeypatch.setattr(item_export, "MOST_AT_ONCE", 1)
    page.goto("/items/export.xlsx")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    show(page, "8-export-offered")
    page.get_by_role("button", name="Make the file").click()
    expect(page.get_by_text("Waiting for the job worker")).to_be_visible()
    show(page, "9-export-waits")
    page.goto("/exports/")
    show(page, "10-exports")


def test_a_refused_file_says_what_to_do(page: Page, site: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 not really")
    try_as(page, "curator")
    page.goto("/imports/")
    page.get_by_label("File").set_input_files(path)
    page.get_by_role("button", name="Show what it would do").click()
    expect(page.get_by_text("Nothing was saved")).to_be_visible()
    show(page, "7-refused")
