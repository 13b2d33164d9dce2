"""Every form of a name is found, and no false friend."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.names import fold, query_tokens, search_tokens

FOUND = [
    ("miR-21", "hsa-miR-21-5p"),
    ("miR21", "hsa-miR-21-5p"),
    ("mir-21-5p", "hsa-miR-21-5p"),
    ("hsa-mir-21", "miR-21, hsa-miR-21-5p"),
    ("PD-L1", "anti-PD-L1"),
    ("PDL1", "PD-L1"),
    ("5FU", "5-FU"),
    ("5-fu", "5FU"),
    ("PTEN", "miR-21/PTEN"),
    ("mTOR", "AKT/mTOR"),
    ("TGF-β1", "TGF-beta1"),
    ("TGFbeta", "TGF-β1"),
    ("IL-10", "PD-L1; L-arginase; IL-10"),
    ("EVD-000012", "EVD-000012"),
    ("10.1038/s41419-020-02962-4", "10.1038/s41419-020-02962-4"),
    ("SK-OV-3", "SKOV3 SK-OV-3"),
    ("beta-catenin", "Wnt/beta-catenin"),
    ("Kamerkar", "Kamerkar, Nature 2017"),
    ("lopez", "López"),
]
FALSE_FRIENDS = [
    ("miR-21", "miR-210"),
    ("miR-21", "miR-214"),
    ("miR-215", "hsa-miR-21-5p"),
    ("miR-1", "miR-122"),
    ("CD4", "CD47"),
    ("PD-1", "PD-L1"),
    ("IL-1", "IL-10"),
    ("AKT1", "AKT"),
    ("miR-34a", "miR-34c"),
]


def is_found(query: str, text: str) -> bool:
    return set(query_tokens(query)) <= search_tokens(text)


@pytest.mark.parametrize(("query", "text"), FOUND)
def test_every_form_of_a_name_is_found(query: str, text: str) -> None:
    assert is_found(query, text)


@pytest.mark.parametrize(("query", "text"), FALSE_FRIENDS)
def test_no_false_friend_is_found(query: str, text: str) -> None:
    assert not is_found(query, text)


@given(st.text(max_size=80))
def test_a_text_is_found_by_itself(text: str) -> None:
    assert is_found(text, text)


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
