"""The colours of the token sheet, and how well each pair that stands on a page can be read."""

import re
from pathlib import Path
from typing import NamedTuple

TOKENS = Path(__file__).resolve().parents[1] / "static" / "tokens.css"
TEXT, EDGE = 4.5, 3.0
_PAIR = re.compile(r"--([a-z-]+): light-dark\((#[0-9a-f]{3,6}), (#[0-9a-f]{3,6})\);")

# What stands on what. Text needs 4.5 to 1, edges and drawings 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11).
_TEXTS = {
    "ink": (
        "paper", "surface", "sunk", "accent-tint", "warn-tint",
        "area-sensitises", "area-resists", "area-both", "area-neither",
        "ribbon-sensitises", "ribbon-resists", "ribbon-both", "ribbon-neither",
    ),
    "muted": ("paper", "surface", "sunk", "accent-tint"),
    "accent": ("paper", "surface", "accent-tint"),
    "on-accent": ("accent",),
    "good": ("paper", "surface", "good-tint"),
    "warn": ("paper", "surface", "accent-tint", "warn-tint"),
    "bad": ("paper", "surface", "accent-tint", "bad-tint", "area-neither", "area-both"),
}  # fmt: skip
_EDGES = {"edge": ("paper", "surface", "sunk", "accent-tint"), "accent": ("sunk",)}


class Contrast(NamedTuple):
    """One colour on another: what is asked of the pair, and what it has by day and by night."""

    colour: str
    ground: str
    asked: float
    day: float
    night: float

    @property
    def is_enough(self) -> bool:
        """Tell whether it can be read by day and by night."""
        return min(self.day, self.night) >= self.asked


def colours() -> dict[str, tuple[str, str]]:
    """Return each colour of the token sheet by name: by day, by night."""
    found = _PAIR.findall(TOKENS.read_text(encoding="utf-8"))
    return {name: (day, night) for name, day, night in found}


def contrasts() -> list[Contrast]:
    """Return every pair that stands on a page, with its contrast as WCAG computes it."""
    known = colours()
    pairs = [(c, g, TEXT) for c, grounds in _TEXTS.items() for g in grounds]
    pairs += [(c, g, EDGE) for c, grounds in _EDGES.items() for g in grounds]
    return [
        Contrast(
            colour, ground, asked,
            contrast(known[colour][0], known[ground][0]),
            contrast(known[colour][1], known[ground][1]),
        )
        for colour, ground, asked in pairs
    ]  # fmt: skip


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours such as #fff, from 1 to 21, cut to a tenth."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return int((lighter + 0.05) / (darker + 0.05) * 10) / 10


def _luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    channels = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
