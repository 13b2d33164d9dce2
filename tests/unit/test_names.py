"""Labels that differ in form only compare as equal."""

from hypothesis import given
from hypothesis import strategies as st

from evidence.names import fold


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_case_spacing_and_width_do_not_matter() -> None:
    assert fold("  Bone  Marrow ") == fold("ｂｏｎｅ marrow") == "bone marrow"
