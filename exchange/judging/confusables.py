"""Letters of other scripts that look like Latin ones, and characters nobody can see."""

import re

# Cyrillic and Greek letters with a Latin twin (Greek that biologists write, α, β, γ, κ, has none),
# two stray Latin ones, and all the dashes that are no hyphen.
_TWINS = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХаеорсухѕіјԁһԛԝ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲ" + "ıɡ" + "‐‑‒–—−",
        "ABESIJKMHOPCTYXaeopcyxsijdhqw" + "ABEZHIKMNOPTYXoc" + "ig" + "------",
        strict=True,
    )
)
_BETWEEN = {"ι": "i", "υ": "u", "ν": "v", "ρ": "p"}
_MIXED = re.compile(
    f"(?<=[A-Za-z])[{''.join(_BETWEEN)}](?=[A-Za-z])"
    "|(?<=[A-Za-z])[\u0400-\u058f\u13a0-\u13ff]|[\u0400-\u058f\u13a0-\u13ff](?=[A-Za-z])"
)
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff"
    "\ufe00-\ufe0f\uffa0\U000e0000-\U000e007f]"
)


def without_unseen(text: str) -> str:
    """Return `text` without the characters nobody can see."""
    return text if text.isascii() else _UNSEEN.sub("", text)


def plain_letters(text: str) -> str:
    """Return `text` with every look-alike as the Latin letter it looks like."""
    twins = _TWINS | _BETWEEN
    return "".join(twins.get(letter, letter) for letter in without_unseen(text))


def look_alike(text: str) -> tuple[int, str] | None:
    """Return the place (from 1) and the first letter that only looks Latin, or None."""
    if text.isascii():
        return None
    for at, letter in enumerate(text, start=1):
        if letter in _TWINS:
            return at, letter
    found = _MIXED.search(text)
    return (found.start() + 1, found.group()) if found else None


def unseen(text: str) -> tuple[int, str] | None:
    """Return the place (from 1) and code of the first character nobody can see, or None."""
    found = None if text.isascii() else _UNSEEN.search(text)
    return (found.start() + 1, f"U+{ord(found.group()):04X}") if found else None
