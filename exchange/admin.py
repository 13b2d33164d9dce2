"""Imports in Django's admin, to look at, and the export of the items that are chosen there.

Importing and undoing have pages of our own; docs/adr says why (16, 23: one door each way).
"""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.admin import ReadOnlyAdmin
from evidence.admin.items import ItemAdmin
from evidence.models import Item
from evidence.views.reader import reader_of
from exchange.actions.exporting import MOST_AT_ONCE
from exchange.models import Import
from exchange.presenters.export_address import AskedExport
from exchange.queries.exporting import Wanted, how_many
from exchange.views.item_export import send_export

MOST_CHOSEN = MOST_AT_ONCE

admin.site.unregister(Item)


@admin.register(Item)
class ExportableItemAdmin(ItemAdmin):
    """Accessions, of which the chosen ones, or all that a search found, can be exported."""

    actions = ("export_workbook", "export_csv")

    def has_export_permission(self, request: HttpRequest) -> bool:
        """Whoever may look may export: the file holds what they may see."""
        return self.has_view_permission(request)

    @admin.action(description="Export as XLSX", permissions=["export"])
    def export_workbook(
        self, request: HttpRequest, queryset: QuerySet[Item]
    ) -> HttpResponseBase | None:
        """Send the chosen items as a workbook that an import reads."""
        return self._export(request, queryset, "xlsx")

    @admin.action(description="Export as CSV", permissions=["export"])
    def export_csv(self, request: HttpRequest, queryset: QuerySet[Item]) -> HttpResponseBase | None:
        """Send the chosen items as CSV."""
        return self._export(request, queryset, "csv")

    def _export(
        self, request: HttpRequest, items: QuerySet[Item], kind: str
    ) -> HttpResponseBase | None:
        numbers = tuple(
            items.order_by("number").values_list("number", flat=True)[: MOST_CHOSEN + 1]
        )
        reader = reader_of(request)
        wanted = Wanted(reader, accessions=numbers)
        if len(numbers) > MOST_CHOSEN:
            message = (
                f"More than {MOST_CHOSEN:,} items take longer than a page may. Nothing was made. "
                "Choose fewer, or export all claims with the button above."
            )
        elif not how_many(wanted):
            message = "None of these items has a version that you may see. Nothing was made."
        else:
            said = f"{len(numbers)} items chosen in the admin"
            return send_export(AskedExport(wanted, said), kind, reader)
        self.message_user(request, message, messages.ERROR)
        return None


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
