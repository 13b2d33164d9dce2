"""Letters of other scripts that look like Latin ones, and characters nobody can see."""

import re

# Cyrillic and Greek letters with a Latin twin. Greek that biologists write (α, β, γ, κ …) has none.
_TWINS = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХаеорсухѕіјԁһԛԝ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲ",
        "ABESIJKMHOPCTYXaeopcyxsijdhqw" + "ABEZHIKMNOPTYXoc",
        strict=True,
    )
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\ufe00-\ufe0f]")


def plain_letters(text: str) -> str:
    """Return `text` with every look-alike as the Latin letter it looks like."""
    return "".join(_TWINS.get(letter, letter) for letter in _UNSEEN.sub("", text))


def look_alike(text: str) -> tuple[int, str] | None:
    """Return the place (from 1) and the first letter that only looks Latin, or None."""
    if text.isascii():
        return None
    return next(((at, x) for at, x in enumerate(text, start=1) if x in _TWINS), None)


def unseen(text: str) -> tuple[int, str] | None:
    """Return the place (from 1) and code of the first character nobody can see, or None."""
    found = None if text.isascii() else _UNSEEN.search(text)
    return (found.start() + 1, f"U+{ord(found.group()):04X}") if found else None
