"""How the admin prints what is stored as JSON."""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString


def as_json(data: Any) -> SafeString:
    """Return `data` as readable JSON."""
    return format_html("<pre>{}</pre>", json.dumps(data, indent=2, ensure_ascii=False))
