"""Identifiers are read from what people paste, and impossible ones are named."""

import pytest

from evidence.identifiers import problem_with, read_identifier

READ = [
    ("32978367", ("pmid", "32978367")),
    ("PMID: 32978367", ("pmid", "32978367")),
    (" https://pubmed.ncbi.nlm.nih.gov/33253966/ ", ("pmid", "33253966")),
    ("pmc4627430", ("pmcid", "PMC4627430")),
    ("https://pmc.ncbi.nlm.nih.gov/articles/PMC7499322/", ("pmcid", "PMC7499322")),
    ("10.1038/S41419-020-02962-4", ("doi", "10.1038/s41419-020-02962-4")),
    ("doi:10.1158/1078-0432.CCR-18-2363", ("doi", "10.1158/1078-0432.ccr-18-2363")),
    ("https://doi.org/10.1186/s12951-018-0429-z", ("doi", "10.1186/s12951-018-0429-z")),
    ("nct03608631", ("nct", "NCT03608631")),
    ("https://clinicaltrials.gov/study/NCT03608631", ("nct", "NCT03608631")),
]
NOT_READ = ["", "0", "012345", "123456789", "PMC", "10.1/x", "10.1038/", "NCT0360863", "Wu 2020"]
NOT_READ.append("٣٢٩٧٨٣٦٧")


@pytest.mark.parametrize(("text", "expected"), READ)
def test_an_identifier_is_read(text: str, expected: tuple[str, str]) -> None:
    assert read_identifier(text) == expected


@pytest.mark.parametrize("text", NOT_READ)
def test_nothing_is_read_where_there_is_none(text: str) -> None:
    assert read_identifier(text) is None


@pytest.mark.parametrize(
    ("kind", "text"),
    [("pmid", "PMC4627430"), ("pmid", "12345678901"), ("doi", "32978367"), ("nct", "NCT1")],
)
def test_an_impossible_identifier_is_named_with_what_was_expected(kind: str, text: str) -> None:
    sentence = problem_with(kind, text)
    assert f"“{text}” is not a " in sentence
    assert "such as" in sentence
