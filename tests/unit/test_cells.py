"""The cell grammar: everything can be written, and is read back as it was."""

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.cells import CellError, read_entries, write_entries
from evidence.columns import COLUMNS
from tests.strategies import entries

CLAIMS = Path(__file__).parents[2] / "exchange/starter/claims.csv"
MANY_VALUED = (
    "source_reviews", "tissue", "donor_species", "donor_state", "engineering", "given", "cargo",
    "targets", "pathways", "cancer", "recipient", "models", "species", "agents", "settings",
)  # fmt: skip
LISTS = [column for column in COLUMNS if not column.is_text]


def test_a_cell_with_attributes_and_marks_is_read() -> None:
    assert read_entries("in vitro [measured: yes]; in vivo [measured: unclear, inferred]") == [
        {"name": "in vitro", "measured": "yes"},
        {"name": "in vivo", "measured": "unclear", "inferred": True},
    ]


@pytest.mark.parametrize(
    ("cell", "kind"),
    [("", "not_checked"), (" ", "not_checked"), ("Unclear", "unclear"),
     ("not reported", "not_reported"), ("not applicable", "not_applicable")],
)  # fmt: skip
def test_the_unknowns(cell: str, kind: str) -> None:
    assert read_entries(cell) == {"unknown": kind}


@pytest.mark.parametrize(
    "name", ["unclear", "not reported", "a;b", "[x]", "\\", "a\\", "x\\; y", " a", "a ", " "]
)
def test_awkward_names_are_escaped(name: str) -> None:
    assert read_entries(write_entries([{"name": name}])) == [{"name": name}]


@pytest.mark.parametrize(
    "cell",
    ["Raf/MEK/ERK", "yCD::UPRT", "cell cycle (G0/G1)", "BALB/c nu/nu xenograft", "a, b: c"],
)
def test_ordinary_text_needs_no_escape(cell: str) -> None:
    assert read_entries(cell) == [{"name": cell}]
    assert write_entries([{"name": cell}]) == cell


@pytest.mark.parametrize(
    ("cell", "position", "words"),
    [
        ("a [b: c", 3, "never closed"),
        ("a ] b", 3, "closes nothing"),
        ("a [b [c]]", 6, "inside brackets"),
        ("a;; b", 3, "without a name"),
        ("a [b: c] d", 9, "stands after the bracket"),
        ("a [b: c, b: d]", 9, "said twice"),
        ("a [b:]", 4, "no value"),
        ("a [: c]", 4, "is not"),
        ("C:\\temp", 3, "before “t”"),
        ("a\\", 2, "at the end"),
    ],
)
def test_a_broken_cell_says_where_and_why(cell: str, position: int, words: str) -> None:
    with pytest.raises(CellError) as caught:
        read_entries(cell)
    assert caught.value.position == position
    assert words in caught.value.message


@pytest.mark.parametrize("entry", [{}, {"name": ""}, {"kind": "drug"}, {"name": "a", "kind": ""}])
def test_what_no_cell_can_hold_is_refused(entry: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="No cell can hold"):
        write_entries([entry])


@given(st.text(alphabet="a \\;,[]:b", max_size=14))
def test_a_cell_is_refused_or_read_without_loss(cell: str) -> None:
    try:
        value = read_entries(cell)
    except CellError:
        return
    assert read_entries(write_entries(value)) == value


# In a clean clone the first draw builds the tables of all characters, which takes about a second.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(LISTS).flatmap(lambda c: st.lists(entries(c), min_size=1, max_size=4)))
def test_whatever_is_written_is_read_back(value: list) -> None:
    assert read_entries(write_entries(value)) == value


def test_every_cell_of_the_starter_set_is_written_as_it_was_read() -> None:
    with CLAIMS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    cells = [row[name] for row in rows for name in MANY_VALUED]
    assert len(cells) == 56 * len(MANY_VALUED)
    assert [write_entries(read_entries(cell)) for cell in cells] == cells
