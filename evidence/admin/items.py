"""Items, their frozen versions and where each stands, in the admin."""

import json
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from evidence.models import Item, Standing, Version
from evidence.views.reader import reader_of

from .shown import ReadableAdmin, as_json


class SeenAdmin(ReadableAdmin):
    """Shows what the signed-in person may see, and no more."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Start where every page starts: at what the reader may see."""
        return self.model.objects.visible_to(request.user)


@admin.register(Item)
class ItemAdmin(SeenAdmin):
    """Accessions."""

    list_display = ("accession", "created_at")
    search_fields = ("=number", "external_ids__value")
    fields = ("accession", "created_at")
    readonly_fields = fields


@admin.register(Version)
class VersionAdmin(SeenAdmin):
    """Frozen versions, with the text that is hashed and served."""

    list_display = ("accession", "number", "status", "paper", "submitted_at")
    list_filter = ("standing__status", "schema_version")
    list_select_related = ("item", "standing", "citation")
    search_fields = ("=item__number", "citation__key")
    fields = (
        *("item", "number", "status", "citation", "based_on", "submitted_at", "schema_version"),
        *("shown_document", "document_sha256", "shown_supplement", "supplement_sha256"),
    )
    readonly_fields = fields

    @admin.display(ordering="item__number")
    def accession(self, version: Version) -> str:
        """Return the accession."""
        return version.item.accession

    @admin.display(ordering="citation__key")
    def paper(self, version: Version) -> str:
        """Return first author and year."""
        return version.citation.short

    @admin.display(ordering="standing__status")
    def status(self, version: Version) -> str:
        """Return where the version stands."""
        return version.standing.get_status_display()

    @admin.display(description="document")
    def shown_document(self, version: Version) -> str:
        """Return the public text."""
        return as_json(version.answers)

    @admin.display(description="supplement, for signed-in people only")
    def shown_supplement(self, version: Version) -> str:
        """Return quote and notes."""
        return as_json(json.loads(version.supplement))


@admin.register(Standing)
class StandingAdmin(ReadableAdmin):
    """Where versions stand."""

    list_display = ("item", "number", "status", "since")
    list_filter = ("status",)
    list_select_related = ("item", "version")
    ordering = ("-since",)

    @admin.display(description="version", ordering="version__number")
    def number(self, standing: Standing) -> int:
        """Return which version of the item it is."""
        return standing.version.number

    def get_queryset(self, request: HttpRequest) -> QuerySet[Standing]:
        """Show the standings of the versions the reader may read."""
        return Standing.objects.filter(version__in=Version.objects.visible_to(reader_of(request)))
