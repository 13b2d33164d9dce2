"""Where a curator's quote stands in the abstract."""

import pytest

from reviews.presenters.source import Run, marked

ABSTRACT = "Background. MSC-derived exosomes\nrestored the response; miR-21 fell. End."


def shown(quote: str) -> str:
    found = marked(ABSTRACT, quote)
    assert "".join(run.text for run in found.runs) == ABSTRACT
    return "|".join(run.text for run in found.runs if run.is_quoted)


@pytest.mark.parametrize(
    ("quote", "words", "found"),
    [
        ("", "", None),
        ("MSC derived Exosomes restored", "MSC-derived exosomes\nrestored", True),
        ("“restored the response; miR-21 fell.”", "restored the response; miR-21 fell", True),
        ("restored the … miR-21 fell", "restored the|miR-21 fell", True),
        ("Background ... [ ] End", "Background|End", True),
        ("response … restored the response", "restored the response", True),
        ("restored a response", "", False),
        ("restored the … nothing of it", "restored the", False),
        ("store", "", False),
        ("…", "", None),
    ],
)
def test_a_quote_is_marked_whatever_its_spaces_and_signs(
    quote: str, words: str, found: bool | None
) -> None:
    assert marked(ABSTRACT, quote).is_found is found
    assert shown(quote) == words


def test_without_an_abstract_there_is_nothing_to_mark() -> None:
    assert marked("", "words").runs == []
    assert marked("Words.", "").runs == [Run("Words.", False)]
