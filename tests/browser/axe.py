"""What axe-core finds on a page, asked for no more than that."""

import json

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Of a rule that nothing breaks nobody wants the list of all that keep it.
_VIOLATIONS = {"resultTypes": ["violations"]}
# Colours alone differ by night, so that by night they alone are looked at.
_BY_NIGHT = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
_RUN = "axe.run(document, %s).then(({violations}) => violations.map(%s))"
_TOLD = "({id, nodes}) => [id, nodes.map((node) => node.html.slice(0, 200))]"

Violation = tuple[str, str, list[str]]


def violations(page: Page) -> list[Violation]:
    """Return every rule that the page breaks by day, and by night: theme, rule, where."""
    page.wait_for_load_state()
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    found: list[Violation] = []
    for theme, options in (("light", _VIOLATIONS), ("dark", _VIOLATIONS | _BY_NIGHT)):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        broken = page.evaluate(_RUN % (json.dumps(options), _TOLD))
        found += [(theme, rule, where) for rule, where in broken]
    page.emulate_media(color_scheme="light")
    return found


def too_wide(page: Page, width: int) -> int:
    """Return by how many pixels the page is wider than a window of `width`."""
    page.set_viewport_size({"width": width, "height": 900})
    wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.set_viewport_size({"width": 1280, "height": 900})
    return max(wider, 0)
