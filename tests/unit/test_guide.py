"""The guide names only pictures that are there, and every picture that is there is named."""

from tests.guide import PICTURES, names_in_guide

LARGEST = 150_000


def test_no_picture_is_missing_and_none_is_unused() -> None:
    names = names_in_guide()
    assert len(names) == len(set(names))
    assert {f"{name}.png" for name in names} == {path.name for path in PICTURES.iterdir()}


def test_pictures_are_small() -> None:
    assert [path.name for path in PICTURES.iterdir() if path.stat().st_size > LARGEST] == []
