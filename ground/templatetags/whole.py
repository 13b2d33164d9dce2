"""Short names are not broken at their hyphens: miR-21 and EVD-000123 stay on one line."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

LONGEST = 16
register = template.Library()


@register.filter
def whole(text: object) -> SafeString:
    """Return `text` with every word that has a hyphen and is short kept on one line."""
    words = re.split(r"(\s+)", str(text))
    return format_html_join("", "{}", ((_kept(word),) for word in words))


def _kept(word: str) -> str:
    if "-" not in word or len(word) > LONGEST:
        return word
    return format_html('<span class="nowrap">{}</span>', word)
