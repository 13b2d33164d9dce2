"""ORCID iDs and their check digit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.orcid import check_digit, normal_orcid, orcid_problem

# Printed in ORCID's own description of the format, the second one ending in X.
KNOWN = ("0000-0002-1825-0097", "0000-0002-1694-233X")


@pytest.mark.parametrize("orcid", KNOWN)
def test_known_ids_are_right(orcid: str) -> None:
    assert check_digit(orcid[:-1]) == orcid[-1]
    assert orcid_problem(orcid) == ""


@pytest.mark.parametrize(
    "typed",
    [
        "0000-0002-1694-233X",
        "0000-0002-1694-233x",
        "000000021694233X",
        " 0000 0002 1694 233X ",
        "https://orcid.org/0000-0002-1694-233X",
        "http://www.orcid.org/0000-0002-1694-233X/",
    ],
)
def test_every_way_of_writing_one_is_read(typed: str) -> None:
    assert normal_orcid(typed) == "0000-0002-1694-233X"
    assert orcid_problem(typed) == ""


@pytest.mark.parametrize(
    "typed", ["", "0000-0002-1825", "X000-0002-1825-0097", "ada@example.org", "٠٠٠٠-0002-1825-0097"]
)
def test_what_is_none_is_said_to_be_none(typed: str) -> None:
    assert normal_orcid(typed) == ""
    assert "is not one" in orcid_problem(typed)


@given(st.integers(0, 10**15 - 1), st.integers(0, 14), st.integers(1, 9))
def test_every_single_wrong_digit_is_found(number: int, place: int, shift: int) -> None:
    digits = f"{number:015}"
    right = digits + check_digit(digits)
    wrong = f"{right[:place]}{(int(right[place]) + shift) % 10}{right[place + 1 :]}"
    assert orcid_problem(right) == ""
    assert "typing mistake" in orcid_problem(wrong)


@given(st.integers(0, 10**15 - 1), st.integers(0, 13))
def test_every_swap_of_neighbours_is_found(number: int, place: int) -> None:
    digits = f"{number:015}"
    right = digits + check_digit(digits)
    swapped = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    assert ("typing mistake" in orcid_problem(swapped)) == (right[place] != right[place + 1])
