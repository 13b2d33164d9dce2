"""Differences between two contents, field by field and word by word."""

from hypothesis import given
from hypothesis import strategies as st

from reviews.presenters.differences import (
    ADDED,
    REMOVED,
    SAME,
    Segment,
    content_differences,
    word_segments,
)
from tests.strategies import contents

TEXTS = st.text(max_size=200)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_the_segments(before: str, after: str) -> None:
    segments = word_segments(before, after)
    assert "".join(s.text for s in segments if s.kind != ADDED) == before
    assert "".join(s.text for s in segments if s.kind != REMOVED) == after
    assert all(segment.text for segment in segments)


def test_a_changed_word_is_marked_alone() -> None:
    assert word_segments("miR-21 lowers it", "miR-22 lowers it") == [
        Segment(REMOVED, "miR-21 "), Segment(ADDED, "miR-22 "), Segment(SAME, "lowers it"),
    ]  # fmt: skip


def test_texts_too_long_to_compare_stand_beside_each_other() -> None:
    before, after = "a b " * 2_000, "b a " * 2_000
    assert word_segments(before, after) == [Segment(REMOVED, before), Segment(ADDED, after)]


@given(contents())
def test_equal_contents_do_not_differ(content: dict) -> None:
    assert content_differences(content, dict(content)) == []


@given(contents(), contents())
def test_every_differing_field_is_named_once(before: dict, after: dict) -> None:
    names = [found.name for found in content_differences(before, after)]
    assert set(names) == {n for n in before.keys() | after.keys() if before.get(n) != after.get(n)}
    assert len(names) == len(set(names))


def test_signs_say_what_happened_in_words_too() -> None:
    before = {"locator": "figure 1", "notes": "seen"}
    after = {"locator": "figure 2", "safety": "spared"}
    told = {d.name: (d.sign, d.words) for d in content_differences(before, after)}
    assert told == {
        "locator": ("±", "changed"), "safety": ("+", "added"), "notes": ("−", "removed"),
    }  # fmt: skip
