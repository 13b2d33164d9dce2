"""What the pages of the admin share."""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.admin import ReadOnlyAdmin


class ReadableAdmin(ReadOnlyAdmin):
    """Shows rows and changes none, and counts no more of them than a page needs."""

    show_full_result_count = False


def as_json(data: Any) -> SafeString:
    """Return `data` as readable JSON."""
    return format_html("<pre>{}</pre>", json.dumps(data, indent=2, ensure_ascii=False))
