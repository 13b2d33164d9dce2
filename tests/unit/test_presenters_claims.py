"""One frozen claim in words: nothing lost, nothing made up."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given

from evidence.columns import BY_NAME, COLUMNS, REQUIRED_COLUMNS
from evidence.content import Content, is_gap
from evidence.documents import freeze, tidy
from evidence.enums import EFFECTS, STATUSES
from evidence.models import Citation
from evidence.presenters.claims import (
    labelled_parts,
    lines_of,
    link_in,
    private_parts,
    sections_of,
    standing_sentence,
)
from tests.strategies import contents

ELSEWHERE = {"summary", "doubt", "inferred_sections", "level", "level_reason"}


def frozen(content: Content) -> Any:
    """A version as far as presenters look: its frozen answers and its supplement."""
    texts = freeze(
        accession="EVD-000001", number=1, content=tidy(content), terms={},
        citation=Citation(key="wu2020", kind="primary_study"), study_card=None,
    )  # fmt: skip
    return SimpleNamespace(answers=json.loads(texts.document), supplement=texts.supplement)


CLAIM: Content = {
    "tissue": [{"name": "bone marrow"}],
    "cargo": [{"name": "miR-193a", "kind": "mirna"}, {"name": "miR-9", "kind": "mirna"}],
    "targets": [{"name": "LRRC1", "role": "direct"}],
    "cancer": [{"name": "glioma"}],
    "agents": [{"name": "cisplatin", "role": "alongside"}],
}


@pytest.mark.parametrize("effect", [*EFFECTS.values, ""])
def test_every_effect_is_labelled_in_the_sentence(effect: str) -> None:
    content = CLAIM | ({"effect": [{"name": effect}]} if effect else {})
    version = frozen(content)
    parts = labelled_parts(version)
    labels = {part["label"]: part["text"] for part in parts if part["label"]}
    expected = {"donor tissue", "cargo", "effect", "cancer", "target"}
    if effect != "antitumour_only":  # no therapy response is spoken of
        expected.add("therapy")
    assert set(labels) == expected
    assert labels["cargo"] == "miR-193a and miR-9"
    assert labels["cancer"] == "glioma"
    assert labels["target"] == "LRRC1"


@given(contents())
def test_the_parts_are_the_sentence(content: Content) -> None:
    version = frozen(content)
    assert "".join(part["text"] for part in labelled_parts(version)) == version.answers["reading"]


@given(contents())
def test_every_public_question_stands_in_its_section_once(content: Content) -> None:
    content = tidy(content)
    shown = sections_of(frozen(content), {})
    for section in shown:
        columns = [
            column for column in COLUMNS
            if column.section == section.name
            and not column.private and column.name not in ELSEWHERE
        ]  # fmt: skip
        gaps = {c.label for c in columns if is_gap(content.get(c.name)) and c.need != "required"}
        assert set(section.unopened) == gaps
        answers = [answer.label for answer in section.answers]
        assert answers == [c.label for c in columns if c.label not in gaps]


def test_a_required_question_nobody_looked_at_is_a_gap() -> None:
    shown = {a.label: a.unknown for s in sections_of(frozen({}), {}) for a in s.answers}
    required = {c.label for c in REQUIRED_COLUMNS if c.name not in ELSEWHERE}
    assert shown == dict.fromkeys(required, "not_checked")


def test_an_unknown_is_said_in_its_own_word() -> None:
    version = frozen({"tissue": {"unknown": "not_reported"}})
    answers = {a.label: a.unknown for s in sections_of(version, {}) for a in s.answers}
    assert answers[BY_NAME["tissue"].label] == "not_reported"


def test_what_a_row_says_stands_beside_its_name() -> None:
    version = frozen(
        {
            "cargo": [
                {"name": "miR-9", "kind": "mirna", "acts_as": "inhibitor", "inferred": True,
                 "as_reported": "anti-miR-9", "change": "not_applicable"}
            ],
            "settings": [{"name": "in_vitro", "measured": "yes", "quantity": "IC50 8 → 3 µM"}],
        }
    )  # fmt: skip
    answers = {a.label: a.values for s in sections_of(version, {}) for a in s.answers}
    (cargo,), (setting,) = answers["Cargo"], answers["Settings"]
    assert cargo["details"] == [
        "miRNA", "inhibitor of it", "change (native EVs): not applicable",
    ]  # fmt: skip
    assert (cargo["as_reported"], cargo["marks"]) == ("anti-miR-9", ["inferred"])
    assert setting["label"] == "in vitro"
    assert setting["details"] == [
        "therapy response measured here: yes", "quantity: IC50 8 → 3 µM",
    ]  # fmt: skip


def test_private_answers_stay_out_of_the_sections() -> None:
    version = frozen({"quote": "the very words", "notes": "ask the authors", "locator": "figure 1"})
    texts = [a.text for s in sections_of(version, {}) for a in s.answers]
    assert texts == ["figure 1"] + [""] * (len(texts) - 1)
    private = private_parts(json.loads(version.supplement))
    assert [part.text for part in private] == ["the very words", "ask the authors"]


def test_only_whole_links_become_links() -> None:
    assert lines_of("https://a.example/x; seen in an index\nhttps://b.example") == [
        "https://a.example/x", "seen in an index", "https://b.example",
    ]  # fmt: skip
    assert link_in("https://a.example/x") == "https://a.example/x"
    assert link_in("javascript:alert(1)") == ""
    assert link_in("see https://a.example") == ""


NOT_COUNTED = "It does not count as evidence yet."


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("in_review", f"No judgement has been made known. {NOT_COUNTED}"),
        (
            "agreed",
            f"The reviewers say the same, and an editor still has to confirm. {NOT_COUNTED}",
        ),
        ("split", f"The reviewers differ, and an editor still has to decide. {NOT_COUNTED}"),
        ("accepted", "It counts as evidence and is public."),
        ("returned", "It is back with its author, with reasons."),
        ("rejected", "It was judged not to hold, with reasons."),
        ("withdrawn", "Its author took it back."),
        ("superseded", "An accepted later version replaced it."),
        ("retired", "It was accepted, and is no longer held."),
        ("merged", "It is the same claim as another item."),
    ],
)
def test_every_status_is_explained_in_a_sentence(status: str, sentence: str) -> None:
    assert standing_sentence(status) == sentence


def test_no_status_is_left_unexplained() -> None:
    submitted = [status for status in STATUSES.values if status != "draft"]
    assert all(standing_sentence(status) for status in submitted)
