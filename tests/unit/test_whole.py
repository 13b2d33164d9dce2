"""Short names stay on one line."""

import pytest

from ground.templatetags.whole import LONGEST, whole


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("by miR-21.", 'by <span class="nowrap">miR-21.</span>'),
        ("no hyphen  at all", "no hyphen  at all"),
        ("x" * LONGEST + "-y", "x" * LONGEST + "-y"),
        ("<b>-1 & c", '<span class="nowrap">&lt;b&gt;-1</span> &amp; c'),
        ("", ""),
    ],
)
def test_short_names_are_kept_whole_and_nothing_is_trusted(text: str, shown: str) -> None:
    assert whole(text) == shown
