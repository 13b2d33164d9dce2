"""What may be written in an answer, and what a claim still needs, in the words of the fields."""

import pytest

from evidence.columns import BY_NAME
from evidence.content import Content
from evidence.documents import normalised
from evidence.policies.answers import (
    closed_list_problems,
    line_problem,
    missing_problems,
    shape_problems,
    text_problem,
)

CLOSED = {"tissue": ["bone marrow", "adipose tissue", "bmsc"]}


def messages(content: Content) -> list[str]:
    return [problem.message for problem in shape_problems(content)]


def test_a_text_too_long_says_how_long_and_that_it_is_kept() -> None:
    assert messages({"summary": "x" * 100_000}) == [
        "Summary in one sentence: 100,000 characters are more than the 32,767 that fit. Shorten "
        "it; your text is still in the field."
    ]
    assert messages({"summary": "x" * 32_767}) == []


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u202e", "\uffff"])
def test_what_cannot_be_seen_is_named_with_its_place(character: str) -> None:
    assert text_problem("Locator", f"ab{character}c", 10) == (
        f"Locator: character 3 is a control character (U+{ord(character):04X}) that cannot be "
        "seen or stored. Delete it and try again."
    )


def test_a_lone_surrogate_is_named() -> None:
    assert "U+D800" in text_problem("Locator", "\ud800", 10)


@pytest.mark.parametrize("typed", ["miR\n21", "miR\t21", "miR\u202821"])
def test_a_name_has_one_line(typed: str) -> None:
    assert messages({"cargo": [{"name": typed}]}) == [
        "Cargo, row 1: a line break or tab does not fit here. Put a space in its place."
    ]
    assert line_problem("Name", " miR 21\n", 200) == ""


def test_a_name_that_grows_when_it_is_folded_still_fits_its_column() -> None:
    assert line_problem("Name", "\ufdfa" * 200, 200) == (
        "Name: written out, the ligatures in it are more than the 200 that fit."
    )


def test_shapes_that_no_form_sends_are_problems_and_no_crash() -> None:
    content: dict[str, object] = {
        "tissue": "bone marrow", "summary": [{"name": "x"}], "effect": [{"name": "a"}] * 2,
        "cargo": [{"name": 3}, "x", {"name": "y", "colour": "red"}, {"inferred": "yes"}],
        "settings": {"unknown": "perhaps"}, "nonsense": "x", "given": [{"name": "x"}] * 101,
    }  # fmt: skip
    assert messages(content) == [  # type: ignore[arg-type]
        "MSC tissue: a list of entries is expected here, not a text.",
        "Summary in one sentence: a text is expected here.",
        "Effect: only one answer fits here, 2 were given.",
        "Cargo, row 1: a text is expected.",
        "Cargo, row 2: this is not an entry.",
        "Cargo, row 3: “colour” cannot be said here.",
        "Cargo, row 4, inferred, not said outright: this is ticked or left out.",
        "Settings: this is none of the four unknowns.",
        "“nonsense” is not a field of a claim.",
        "What was given: 101 rows are more than the 100 that fit.",
    ]


def test_an_empty_claim_lacks_every_required_answer() -> None:
    fields = [problem.field for problem in missing_problems({})]
    assert fields == [c.name for c in BY_NAME.values() if c.need == "required"]


def test_a_quote_stands_for_the_locator_and_an_unknown_for_an_answer() -> None:
    content: Content = {"quote": "It says so.", "cargo": {"unknown": "not_checked"}}
    assert not {"locator", "cargo"} & {problem.field for problem in missing_problems(content)}


@pytest.mark.parametrize(
    ("content", "field", "message"),
    [
        ({"cargo": [{"name": "miR-9"}]}, "cargo", "Cargo, row 1: say “kind”."),
        ({"cargo": [{"kind": "mirna"}]}, "cargo", "Cargo, row 1 has no name."),
        (
            {"agents": [{"name": "none", "role": "alongside"}]}, "agents",
            "Agents, row 1: the agent “none” and the role “none given” go together.",
        ),
        (
            {"level": [{"name": "B"}], "settings": [{"name": "in_vitro", "measured": "yes"}]},
            "level_reason",
            "Why this level: the settings suggest D and B was chosen. Say why, or leave the level "
            "empty.",
        ),
    ],
)  # fmt: skip
def test_half_answers_are_named(content: Content, field: str, message: str) -> None:
    found = [p.message for p in missing_problems(normalised(content, {})) if p.field == field]
    assert found == [message]


def test_a_level_as_suggested_or_with_its_reason_is_fine() -> None:
    settings: Content = {"settings": [{"name": "in_vitro", "measured": "yes"}]}
    for more in ({"level": [{"name": "D"}]}, {"level": [{"name": "C"}], "level_reason": "a case"}):
        fields = [problem.field for problem in missing_problems(settings | more)]
        assert "level_reason" not in fields


def test_an_unlisted_name_in_a_closed_list_gets_the_nearest_or_the_whole_list() -> None:
    content: Content = {"tissue": [{"name": "bone marow"}], "effect": [{"name": "kills it"}]}
    near, listed = (problem.message for problem in closed_list_problems(content, CLOSED))
    assert near == (
        "MSC tissue, row 1: “bone marow” is not in this closed list. Did you mean “bone marrow”?"
    )
    assert listed.startswith("Effect: “kills it” is not in this closed list. Choose one of: promo")


def test_listed_names_labels_and_synonyms_pass() -> None:
    content: Content = {
        "tissue": [{"name": " Bone  Marrow "}, {"name": "BMSC"}],
        "effect": [{"name": "Restores sensitivity"}],
        "cargo": [{"name": "anything at all", "kind": "miRNA"}],
    }
    assert closed_list_problems(content, CLOSED) == []
