"""Imports in Django's admin: to look at, and the way to our own pages for importing and undoing.

django-import-export's own import is not used here: docs/adr says why (one door for spreadsheets).
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.admin import ReadOnlyAdmin
from evidence.views.reader import reader_of
from exchange.models import Import


@admin.register(Import)
class ImportAdmin(ReadOnlyAdmin):
    """What came in by spreadsheet, as far as the reader may see it."""

    list_display = (
        *("file_name", "imported_at", "imported_by", "rows_new", "rows_changed"),
        *("rows_left_out", "page"),
    )
    list_select_related = ("imported_by",)
    ordering = ("-imported_at",)
    fields = (
        *("file_name", "file_sha256", "imported_at", "imported_by", "rows_total", "rows_new"),
        *("rows_changed", "rows_unchanged", "rows_left_out", "submitted", "reason"),
        *("reviewers", "share_with_two", "page"),
    )
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Start where every page starts: at what the reader may see."""
        return Import.objects.visible_to(reader_of(request))

    @admin.display(description="rows and undo")
    def page(self, done: Import) -> SafeString:
        """Link to the page of the import."""
        return format_html(
            '<a href="{}">Open</a>', reverse("exchange:import-detail", args=[done.pk])
        )
