"""What is written into a cell is what is read from it: CSV, XLSX and ODS, nothing unequal."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rustpy_xlsxwriter import write_worksheet

from evidence.cells import write_entries, write_text
from evidence.columns import BY_NAME, COLUMNS
from evidence.content import Content, Value
from evidence.documents import tidy
from evidence.policies.answers import shape_problems
from exchange.judging.cells import CellReader
from exchange.judging.headers import known_names, read_header
from exchange.judging.rows import read_rows
from exchange.reading.asking import read_sheet
from ground.escaping import csv_line
from tests.awkward.values import AWKWARD
from tests.conftest import Tell
from tests.strategies import contents
from tests.workbooks import ods

NAMES = [column.name for column in COLUMNS]
Table = list[list[str]]


def as_csv(table: Table, _: Path) -> bytes:
    return "".join(csv_line(cells) + "\r\n" for cells in table).encode()


def as_xlsx(table: Table, folder: Path) -> bytes:
    path = folder / "table.xlsx"
    rows = [dict(zip(table[0], cells, strict=True)) for cells in table[1:]]
    write_worksheet(iter(rows), str(path), sheet_name="Evidence")
    return path.read_bytes()


def as_ods(table: Table, _: Path) -> bytes:
    return ods(table)


WRITERS: list[Callable[[Table, Path], bytes]] = [as_csv, as_xlsx, as_ods]


def cell_of(name: str, value: Value) -> str:
    return write_text(value) if BY_NAME[name].is_text else write_entries(value)


def read_back(data: bytes) -> list[Content]:
    """Read a file as an import does; answers that an import doubts are read all the same."""
    sheet = read_sheet(data, wanted="evidence", known=known_names())
    reader = CellReader({}, {}, escapes=sheet.format in ("csv", "tsv"))
    rows = read_rows(sheet, read_header(sheet, {}), reader)
    doubtful = [
        {
            name: reader.read(name, cell).value
            for name, cell in row.errors.cells()
            if name in BY_NAME
        }
        for row in rows
    ]
    return [
        row.content | {name: value for name, value in said.items() if value is not None}
        for row, said in zip(rows, doubtful, strict=True)
    ]


def unequal(
    told: Sequence[Content], write: Callable[[Table, Path], bytes], folder: Path
) -> list[Any]:
    """Return what did not come back as it was written."""
    table = [[*NAMES, "citation_key"]]
    table += [[*(cell_of(name, content.get(name, "")) for name in NAMES), "k"] for content in told]
    read = read_back(write(table, folder))
    assert len(read) == len(told)
    return [
        (name, content.get(name), said.get(name))
        for content, said in zip(told, read, strict=True)
        for name in NAMES
        if content.get(name) != said.get(name) and content.get(name) != {"unknown": "not_checked"}
    ]


@pytest.mark.parametrize("write", WRITERS)
@given(told=st.lists(contents(), min_size=1, max_size=30))
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_can_be_answered_comes_back(
    write: Callable[[Table, Path], bytes], told: list[Content], tmp_path: Path
) -> None:
    assert unequal([tidy(content) for content in told], write, tmp_path) == []


@pytest.mark.parametrize("write", WRITERS)
def test_every_awkward_value_comes_back(
    write: Callable[[Table, Path], bytes], tmp_path: Path, tell: Tell
) -> None:
    told: list[Content] = []
    for text in AWKWARD:
        if len(text) <= 200 and not shape_problems({"cancer": [{"name": text}]}):
            told.append({"cancer": [{"name": text, "as_reported": text}, {"name": "b"}]})
        told.append({"notes": text} if len(text) > 1_000 else {"notes": text, "locator": text})
    assert [content for content in told if shape_problems(content)] == []
    found = unequal(told, write, tmp_path)
    values = sum(len(content) for content in told)
    tell(f"{write.__name__}: {len(AWKWARD)} awkward texts, {values} cells, unequal {len(found)}")
    assert found == []
    assert len(AWKWARD) >= 150
