"""The layout of the working spreadsheet holds every answer once, and every text reads back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.cells import read_text, write_text
from evidence.columns import COLUMNS
from exchange.layout import ANSWER, READ_NAMES, SHOWN_NAMES, WORKING, WORKING_NAMES
from releases.columns import FLAT_NAMES


def test_every_answer_stands_in_it_once() -> None:
    answers = [column.answer for column in WORKING if column.part == ANSWER]
    assert sorted(a.name for a in answers if a) == sorted(column.name for column in COLUMNS)
    assert len(set(WORKING_NAMES)) == len(WORKING_NAMES)


def test_it_is_the_flat_list_of_releases_and_a_few_more() -> None:
    assert tuple(name for name in WORKING_NAMES if name in FLAT_NAMES) == FLAT_NAMES
    assert set(WORKING_NAMES) - set(FLAT_NAMES) == {
        "status", "peer_review", "draft", "quote", "pdf_page", "notes",
        "coding", "curator", "why_separate", "left_out",
    }  # fmt: skip


def test_what_tells_the_base_of_a_row_is_read_and_what_is_made_is_not() -> None:
    assert {"accession", "version", "draft", "citation_key", "pmid"} <= READ_NAMES
    assert {"status", "reviewed_by", "level_used", "document_sha256", "left_out"} <= SHOWN_NAMES


def test_private_answers_are_read_and_never_exported() -> None:
    private = {column.name for column in COLUMNS if column.private}
    assert {c.name for c in WORKING if not c.is_exported} == private | {"curator", "why_separate"}


@given(st.text().map(str.strip))
def test_any_text_reads_back(text: str) -> None:
    assert read_text(write_text(text)) == (text or {"unknown": "not_checked"})


@pytest.mark.parametrize("text", ["unclear", "Not reported", "\\unclear", "[clear]", "\\\\[CLEAR]"])
def test_a_text_that_looks_like_a_word_of_the_grammar_reads_back(text: str) -> None:
    assert read_text(write_text(text)) == text
    assert write_text(text) != text


@pytest.mark.parametrize("kind", ["unclear", "not_reported", "not_applicable"])
def test_an_unknown_reads_back(kind: str) -> None:
    assert read_text(write_text({"unknown": kind})) == {"unknown": kind}
