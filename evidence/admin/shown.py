"""What the pages of the admin share: refusing what PostgreSQL cannot read, printing JSON."""

import json
from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.admin import ReadOnlyAdmin


class ReadableAdmin(ReadOnlyAdmin):
    """Shows rows and changes none; an address that cannot be looked up leads back to the list."""

    show_full_result_count = False

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Refuse the one character that no text in PostgreSQL holds, as Django does others."""
        if "\x00" in "".join(text for pair in request.GET.lists() for text in (pair[0], *pair[1])):
            raise IncorrectLookupParameters
        return super().get_changelist_instance(request)


def as_json(data: Any) -> SafeString:
    """Return `data` as readable JSON."""
    return format_html("<pre>{}</pre>", json.dumps(data, indent=2, ensure_ascii=False))
