"""Reading the form in which a paper is entered by hand."""

import pytest
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from evidence.forms.citations import FIELDS, identifier_problem, prefill, read_citation


def body(**texts: str) -> MultiValueDict[str, str]:
    return MultiValueDict({name: [text] for name, text in texts.items()})


def test_authors_and_year_become_csl() -> None:
    read = read_citation(
        body(
            kind="primary_study", title="A", authors="Wu, Hongbo\r\n\r\nMSC Consortium\n Mu, ",
            year=" 2020 ", journal="Cell Death & Disease", volume="11", page="801",
        )
    )  # fmt: skip
    assert read.problems == []
    assert read.csl == {
        "type": "article-journal",
        "author": [
            {"family": "Wu", "given": "Hongbo"}, {"literal": "MSC Consortium"}, {"family": "Mu"},
        ],
        "issued": {"date-parts": [[2020]]},
        "container-title": "Cell Death & Disease", "volume": "11", "page": "801",
    }  # fmt: skip


@pytest.mark.parametrize("year", ["20", "20200", "1492", "2999", "٢٠٢٠", "MMXX", "2020-01"])
def test_a_year_that_is_none_is_named(year: str) -> None:
    problems = read_citation(body(kind="review", year=year)).problems
    assert [problem.field for problem in problems] == ["year"]
    assert problems[0].message.startswith(f"Year: “{year}” is not a year between 1800 and next")


def test_control_characters_are_named_with_their_field() -> None:
    typed = body(authors="Wu\x00, H", journal="J\x07", volume="1" * 2_000)
    problems = read_citation(typed).problems
    assert [problem.field for problem in problems] == ["journal", "volume", "authors"]


@given(st.dictionaries(st.sampled_from([*FIELDS, "id", "status"]), st.text(st.characters())))
def test_any_post_is_read(texts: dict[str, str]) -> None:
    read = read_citation(MultiValueDict({name: [text] for name, text in texts.items()}))
    assert set(read.typed) == set(FIELDS)
    assert set(read.csl) <= {
        "type", "author", "issued", "container-title", "volume", "issue", "page", "publisher",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("10.1038", "“10.1038” is not a DOI: expected 10., a number, a slash and a name"),
        ("NCT123", "“NCT123” is not a NCT id: expected NCT and 8 digits"),
        ("PMC", "“PMC” is not a PMCID: expected PMC and digits"),
        ("PMID 0", "“PMID 0” is not a PMID: expected 1 to 8 digits"),
        ("123456789", "“123456789” is not a PMID: expected 1 to 8 digits"),
    ],
)
def test_what_looks_like_an_identifier_and_is_none_is_named(typed: str, expected: str) -> None:
    assert identifier_problem(typed).startswith(expected)


@pytest.mark.parametrize("typed", ["", "wu 2020", "miR-21 and cisplatin", "32978367", "doide"])
def test_words_and_identifiers_are_no_problem(typed: str) -> None:
    assert identifier_problem(typed) == ""


def test_an_unknown_identifier_prefills_the_form() -> None:
    assert prefill("https://doi.org/10.1000/X") == {"doi": "10.1000/x", "kind": "primary_study"}
    assert prefill("nct03608631") == {"nct": "NCT03608631", "kind": "trial"}
    assert prefill("wu 2020") == {}
