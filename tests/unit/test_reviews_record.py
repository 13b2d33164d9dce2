"""Who is told what of an item's record."""

import itertools

from reviews.policies.record import TOLD, Reader, told

READERS = {
    "visitor": Reader(False, False, False),
    "other": Reader(True, False, False),
    "author": Reader(True, False, True),
    "editor": Reader(True, True, False),
    "editor-author": Reader(True, True, True),
}
ALL = {1, 2}


def who_is_told(verb: str) -> list[str]:
    return [name for name, reader in READERS.items() if told(verb, {"version": 1}, reader, ALL)]


def test_what_is_not_listed_is_told_to_nobody() -> None:
    for verb in ("recommend", "reviewed", "", "sealed"):
        assert who_is_told(verb) == []


def test_an_editor_who_wrote_the_item_is_told_what_an_author_is() -> None:
    for verb in TOLD:
        people = who_is_told(verb)
        if verb != "create":
            assert ("editor-author" in people) == (
                "author" in people or "other" in people or "visitor" in people
            ), verb


def test_seats_are_told_to_editors_of_other_peoples_items_alone() -> None:
    for verb in ("take", "hand back", "fewer_seats"):
        assert who_is_told(verb) == ["editor"]


def test_nothing_is_told_of_a_version_that_may_not_be_read() -> None:
    for verb, reader in itertools.product(TOLD, READERS.values()):
        assert told(verb, {"version": 3}, reader, ALL) is None


def test_a_reason_goes_to_its_own_readers_only() -> None:
    data = {"version": 1, "reason": "Both read the abstract only."}
    for name, reader in READERS.items():
        line = told("contest", data, reader, ALL)
        assert (line.reason if line else "") == (data["reason"] if name == "editor" else "")
    assert told("hand back", data, READERS["editor"], ALL).reason == ""
