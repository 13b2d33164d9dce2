"""The workbook: text stays text, the only date is ours, nothing is too long."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
from python_calamine import CalamineWorkbook

from releases.columns import FLAT_NAMES
from releases.writers.workbook import CUT, LONGEST_CELL, write_xlsx

AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
AWKWARD = [
    "=1+1", "'=x", "'", "+5", "@a", "007", "1e5", "2026-01-01", "SEPT2", "TRUE", "#N/A",
    "http://example.org/a?b=c", "mailto:a@example.org", "  spaces  ", "a\nb\tc", "_x0041_",
    "<b>&amp;</b>", "“é”—间充质 🧫", "x" * LONGEST_CELL,
]  # fmt: skip


def line(**cells: str) -> str:
    return orjson.dumps(dict.fromkeys(FLAT_NAMES, "") | cells).decode()


def cells_of(path: Path) -> list[list[str]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_name("evidence").to_python()


@pytest.mark.parametrize("text", AWKWARD, ids=lambda text: text[:12])
def test_every_text_is_read_back_as_the_text_it_was(tmp_path: Path, text: str) -> None:
    write_xlsx(tmp_path / "a.xlsx", [[line(accession="EVD-000001", claim=text)]], at=AT)
    head, row = cells_of(tmp_path / "a.xlsx")
    assert tuple(head) == FLAT_NAMES
    assert row[:3] == ["EVD-000001", text, ""]


@pytest.mark.parametrize("letter", ["x", "é", "🧫"])
def test_a_cell_too_long_is_cut_at_what_fits_and_says_so(tmp_path: Path, letter: str) -> None:
    write_xlsx(tmp_path / "a.xlsx", [[line(claim=letter * (LONGEST_CELL + 1))]], at=AT)
    cell = cells_of(tmp_path / "a.xlsx")[1][1]
    assert cell.endswith(CUT)
    assert cell.removesuffix(CUT) == letter * len(cell.removesuffix(CUT))
    units = len(cell.encode("utf-16-le")) // 2
    assert LONGEST_CELL - 1 <= units <= LONGEST_CELL


def test_the_same_rows_are_the_same_bytes_whenever_they_are_written(tmp_path: Path) -> None:
    rows = [[line(claim=str(number)) for number in range(50)], [line(claim="last")]]
    for name in ("a.xlsx", "b.xlsx"):
        write_xlsx(tmp_path / name, [list(chunk) for chunk in rows], at=AT)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    write_xlsx(tmp_path / "c.xlsx", rows, at=AT.replace(second=8))
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
    write_xlsx(tmp_path / "a.xlsx", [], at=AT)
    assert tuple(cells_of(tmp_path / "a.xlsx")[0]) == FLAT_NAMES
