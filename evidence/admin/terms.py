"""The vocabulary in the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from evidence.models import Term, TermCode, TermName

from .shown import ReadableAdmin


class ReadOnlyRows(admin.TabularInline):
    """Rows below a term, to look at."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody adds rows here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes rows here."""
        return False


class Names(ReadOnlyRows):
    """Label and synonyms."""

    model = TermName
    fields = ("name", "is_label")


class Codes(ReadOnlyRows):
    """CURIEs."""

    model = TermCode
    fields = ("curie", "match")


@admin.register(Term)
class TermAdmin(ReadableAdmin):
    """Terms with their names and codes."""

    list_display = ("label", "vocabulary", "status", "broader", "replaced_by", "modality")
    list_filter = ("vocabulary", "status", "modality")
    list_select_related = ("broader", "replaced_by")
    search_fields = ("names__name", "codes__curie")
    inlines = (Names, Codes)
