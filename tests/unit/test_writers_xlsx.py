"""The workbook: text stays text, the only date is ours, nothing is too long."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from evidence.enums import EFFECTS
from releases.columns import FLAT, FLAT_NAMES
from releases.writers.gathered import gathered
from releases.writers.sheets import range_name
from releases.writers.workbook import CUT, write_xlsx
from releases.writers.xlsx import LONGEST_CELL

AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
AWKWARD = [
    "=1+1", "'=x", "'", "+5", "@a", "007", "1e5", "2026-01-01", "SEPT2", "TRUE", "#N/A",
    "http://example.org/a?b=c", "mailto:a@example.org", "  spaces  ", "a\nb\tc", "_x0041_",
    "<b>&amp;</b>", "“é”—间充质 🧫", "x" * LONGEST_CELL,
]  # fmt: skip

DOCUMENTS = [
    {
        "accession": "EVD-000001", "version": 2,
        "claim": {
            "cancer": [{"name": "glioma", "codes": [{"curie": "DOID:1", "match": "exact"}]}],
            "cargo": [{"name": "miR-21", "kind": "mirna", "provisional": True, "codes": []}],
            "settings": [{"name": "in_vivo", "measured": "no"}],
        },
    }
]  # fmt: skip


def line(**cells: str) -> str:
    return orjson.dumps(dict.fromkeys(FLAT_NAMES, "") | cells).decode()


def write(path: Path, rows: list[list[str]], *, at: datetime = AT) -> None:
    with gathered(DOCUMENTS) as found:
        write_xlsx(path, rows, found, about=[("what", "a test")], at=at)


def cells_of(path: Path) -> list[list[str]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_name("Evidence").to_python()


@pytest.mark.parametrize("text", AWKWARD, ids=lambda text: text[:12])
def test_every_text_is_read_back_as_the_text_it_was(tmp_path: Path, text: str) -> None:
    write(tmp_path / "a.xlsx", [[line(accession="EVD-000001", claim=text)]])
    head, row = cells_of(tmp_path / "a.xlsx")
    assert tuple(head) == FLAT_NAMES
    assert row[:3] == ["EVD-000001", text, ""]


@pytest.mark.parametrize("letter", ["x", "é", "🧫"])
def test_a_cell_too_long_is_cut_at_what_fits_and_says_so(tmp_path: Path, letter: str) -> None:
    write(tmp_path / "a.xlsx", [[line(claim=letter * (LONGEST_CELL + 1))]], at=AT)
    cell = cells_of(tmp_path / "a.xlsx")[1][1]
    assert cell.endswith(CUT)
    assert cell.removesuffix(CUT) == letter * len(cell.removesuffix(CUT))
    units = len(cell.encode("utf-16-le")) // 2
    assert LONGEST_CELL - 1 <= units <= LONGEST_CELL


def test_the_same_rows_are_the_same_bytes_whenever_they_are_written(tmp_path: Path) -> None:
    rows = [[line(claim=str(number)) for number in range(50)], [line(claim="last")]]
    for name in ("a.xlsx", "b.xlsx"):
        write(tmp_path / name, [list(chunk) for chunk in rows], at=AT)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    write(tmp_path / "c.xlsx", rows, at=AT.replace(second=8))
    with (
        zipfile.ZipFile(tmp_path / "a.xlsx") as archive,
        zipfile.ZipFile(tmp_path / "c.xlsx") as other,
    ):
        assert archive.testzip() is None
        assert len(set(archive.namelist())) == len(archive.namelist())
        differing = [n for n in archive.namelist() if archive.read(n) != other.read(n)]
        assert differing == ["docProps/core.xml"]
        assert archive.read("docProps/core.xml").count(b"2026-03-04T05:06:07Z") == 2


def test_without_rows_there_is_still_a_head(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", [], at=AT)
    assert tuple(cells_of(tmp_path / "a.xlsx")[0]) == FLAT_NAMES


def test_notes_lists_filters_and_frozen_heads_are_read_back(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", [[line(accession="EVD-000001"), line(accession="EVD-000002")]])
    book = load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == [
        "Evidence", "Vocabulary", "Data dictionary", "About", "Cargo", "Targets", "Agents",
        "Settings",
    ]  # fmt: skip
    sheet = book["Evidence"]
    heads = {cell.value: cell for cell in sheet[1]}
    assert tuple(heads) == FLAT_NAMES
    assert all(cell.comment and cell.comment.text for cell in heads.values())
    assert "“; ”" in heads["agents"].comment.text
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == (
        "B2",
        f"A1:{sheet.cell(3, len(heads)).coordinate}",
    )
    assert sheet.column_dimensions["B"].width == 60
    lists = {
        str(one.sqref).split("2:")[0]: one.formula1 for one in sheet.data_validations.dataValidation
    }
    assert lists == {
        heads[column.name].column_letter: range_name(column)
        for column in FLAT
        if range_name(column)
    }
    for name in ("effect", "read_from", "tissue", "citation_kind", "level", "cancer", "settings"):
        assert heads[name].column_letter in lists


def test_the_ranges_of_the_lists_hold_their_labels_and_the_unknowns(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", [])
    book = load_workbook(tmp_path / "a.xlsx")

    def names(called: str) -> list[str]:
        ((title, where),) = book.defined_names[called].destinations
        return [row[0].value for row in book[title][where.replace("$", "")]]

    effects = [choice.label for choice in EFFECTS.choices]
    assert names("list_effect") == [*effects, "unclear", "not reported", "not applicable"]
    assert names("list_yes_no") == ["yes", "no", "unclear", "not reported", "not applicable"]
    assert names("terms_cancer") == ["glioma", "unclear", "not reported", "not applicable"]
    assert names("terms_agent") == ["unclear", "not reported", "not applicable"]
    rows = list(book["Vocabulary"].values)
    assert ("molecule", "miR-21", None, "provisional", None, None) in rows
    assert ("cancer", "glioma", None, None, "DOID:1 [match: exact]", None) in rows
    assert list(book["Cargo"].values)[1][:4] == ("EVD-000001", "2", "miR-21", "miRNA")
    assert list(book["Settings"].values)[1][2:4] == ("in vivo", "no")
    assert list(book["About"].values) == [("about", "said"), ("what", "a test")]
    assert [row[0] for row in book["Data dictionary"].values][1:] == list(FLAT_NAMES)


def test_rows_that_no_sheet_can_hold_are_left_off_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("releases.writers.sheets.MOST_ROWS", 4)
    for rows, last in (
        (3, "EVD-3"),
        (5, "3 more rows than a sheet can hold: the CSV file has them."),
    ):
        with gathered(DOCUMENTS * rows) as found:
            lines = [[line(accession=f"EVD-{number}") for number in range(1, rows + 1)]]
            write_xlsx(tmp_path / "a.xlsx", lines, found, about=[], at=AT)
        cells = cells_of(tmp_path / "a.xlsx")
        assert (len(cells), cells[-1][0]) == (4, last)
        book = CalamineWorkbook.from_path(tmp_path / "a.xlsx")
        assert len(book.get_sheet_by_name("Cargo").to_python()) == 4
