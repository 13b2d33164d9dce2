"""What may be written about a person."""

import pytest

from accounts.details import (
    LONGEST_NAME,
    email_problem,
    line_problem,
    name_problem,
    one_line,
    username_problem,
)


def test_plain_details_are_fine() -> None:
    assert name_problem("Æsa Nguyễn-O'Brien, 李雷") == ""
    assert username_problem("ada.lovelace+lab@x_1") == ""
    assert email_problem("ada@example.org") == ""
    assert email_problem("") == ""


@pytest.mark.parametrize(
    ("character", "code"),
    [("\x00", "U+0000"), ("\x07", "U+0007"), ("\n", "U+000A"), ("\x85", "U+0085"),
     ("\u202e", "U+202E"), ("\u2028", "U+2028"), ("\ud800", "U+D800")],
)  # fmt: skip
def test_what_cannot_be_seen_is_named_with_its_place(character: str, code: str) -> None:
    problem = line_problem("Name", f"Ada{character}L", LONGEST_NAME)
    assert problem.startswith("Name: character 4 ")
    assert code in problem


def test_what_is_too_long_says_how_long_it_may_be() -> None:
    assert line_problem("Name", "a" * LONGEST_NAME, LONGEST_NAME) == ""
    problem = name_problem("a" * 100_000)
    assert "100,000 characters" in problem
    assert "200" in problem


@pytest.mark.parametrize("username", ["ada lovelace", "ada/lovelace", "<ada>", "ada:1"])
def test_odd_sign_in_names_are_refused(username: str) -> None:
    assert "letters, digits" in username_problem(username)


@pytest.mark.parametrize("username", ["starter-loader", "Curator", "editor-two", "ADMINISTRATOR"])
def test_names_of_the_site_itself_are_taken(username: str) -> None:
    assert "belongs to another account" in username_problem(username)


@pytest.mark.parametrize("email", ["ada", "ada@", "@example.org", "a b@example.org"])
def test_odd_addresses_are_refused(email: str) -> None:
    assert "is not one" in email_problem(email)


def test_one_text_has_one_form() -> None:
    assert one_line("  Ange\u0301la ") == "Ang\u00e9la"
