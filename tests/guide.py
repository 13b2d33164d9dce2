"""What the guide shows: the pictures its templates name, and the files that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "static/guide"
_NAMED = re.compile(r'include "guide/_shot\.html" with name="([a-z-]+)"')


def names_in_guide() -> list[str]:
    """Return the name of every picture that the templates of the guide show, in their order."""
    pages = sorted((ROOT / "templates/guide").glob("*.html"))
    return [name for page in pages for name in _NAMED.findall(page.read_text(encoding="utf-8"))]
