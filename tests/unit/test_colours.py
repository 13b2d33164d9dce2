"""The token sheet holds every colour, and every pair that stands on a page can be read."""

import re

import pytest

from config.colours import TOKENS, Contrast, colours, contrast, contrasts

_DESIGN = TOKENS.parents[1] / "docs" / "design.md"
_LITERAL = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|lab|lch|oklab|oklch|light-dark)\(")


@pytest.mark.parametrize("pair", contrasts(), ids=lambda pair: f"{pair.colour}-on-{pair.ground}")
def test_each_pair_can_be_read_by_day_and_by_night(pair: Contrast) -> None:
    assert pair.is_enough, pair


def test_the_ratio_is_that_of_the_standard() -> None:
    assert contrast("#000", "#ffffff") == 21.0
    assert contrast("#777777", "#fff") == contrast("#fff", "#777777") == 4.4


def test_no_other_sheet_has_a_colour_of_its_own() -> None:
    own = {
        sheet.name: found
        for sheet in TOKENS.parent.glob("*.css")
        if sheet != TOKENS and (found := _LITERAL.findall(sheet.read_text(encoding="utf-8")))
    }
    assert own == {}


def test_no_sheet_uses_a_token_that_is_not_there() -> None:
    sheets = {
        sheet.name: sheet.read_text(encoding="utf-8") for sheet in TOKENS.parent.glob("*.css")
    }
    made = set(re.findall(r"(--[a-z0-9-]+):", "".join(sheets.values())))
    used = {(n, t) for n, text in sheets.items() for t in re.findall(r"var\((--[a-z0-9-]+)", text)}
    assert {(name, token) for name, token in used if token not in made} == set()


def test_the_page_on_design_prints_what_is_computed() -> None:
    page = _DESIGN.read_text(encoding="utf-8")
    printed = re.findall(r"^\| (\S+) on (\S+) \| ([\d.]+) \| ([\d.]+) \|$", page, re.MULTILINE)
    assert printed == [(p.colour, p.ground, f"{p.day}", f"{p.night}") for p in contrasts()]


def test_the_style_guide_shows_every_colour() -> None:
    guide = (TOKENS.parent / "styleguide.css").read_text(encoding="utf-8")
    assert re.findall(r"\.swatch--([a-z-]+) ", guide) == list(colours())
