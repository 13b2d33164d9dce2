"""CSV cells: what is written is read back, and never runs."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ground.escaping import csv_line, escaped, unescaped

# Texts near the edge: what starts formulas, apostrophes, quotes, breaks, and anything else.
EDGE = st.text(st.sampled_from("=+-@'\"\t\r\0,;\n a"), max_size=6)
TEXTS = EDGE | st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(TEXTS)
def test_an_escaped_text_is_read_back_and_never_starts_a_formula(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert not escaped(text).startswith(("=", "+", "-", "@", "\t", "\r", "\0"))


@pytest.mark.parametrize(
    ("text", "written"),
    [("", ""), ("plain", "plain"), ("=1+1", "'=1+1"), ("-5 °C", "'-5 °C"), ("'", "'"),
     ("'quoted'", "'quoted'"), ("'=1", "''=1"), ("''@x", "'''@x"), ("5-FU", "5-FU"),
     ("\tx", "'\tx")],
)  # fmt: skip
def test_only_what_needs_it_is_escaped(text: str, written: str) -> None:
    assert escaped(text) == written


@given(st.lists(TEXTS, min_size=2, max_size=5))
def test_a_record_is_what_every_reader_of_csv_reads(cells: list[str]) -> None:
    cells = [cell.replace("\0", "").replace("\r", "\n") for cell in cells]
    (read,) = csv.reader(io.StringIO(csv_line(cells) + "\n", newline=""))
    assert [unescaped(cell) for cell in read] == cells
