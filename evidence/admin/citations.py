"""Publications in the admin."""

from django.contrib import admin

from evidence.models import Citation

from .shown import ReadableAdmin, as_json


@admin.register(Citation)
class CitationAdmin(ReadableAdmin):
    """Publications with their study cards."""

    list_display = ("key", "short", "kind", "status", "status_on", "pmid", "doi")
    list_filter = ("kind", "status")
    search_fields = ("key", "title", "pmid", "pmcid", "doi", "nct")
    fields = (
        *("key", "kind", "title", "pmid", "pmcid", "doi", "nct"),
        *("status", "status_on", "status_source", "seen_at", "abstract", "notes"),
        *("card_revision", "card", "csl_data", "created_at"),
    )
    readonly_fields = ("card_revision", "card", "csl_data", "created_at")

    @admin.display(description="study card")
    def card(self, citation: Citation) -> str:
        """Return the answers of the study card."""
        return as_json(citation.study_card.answers)

    @admin.display(description="revision of the study card")
    def card_revision(self, citation: Citation) -> int:
        """Return how often the study card was saved."""
        return citation.study_card.revision

    @admin.display(description="CSL data")
    def csl_data(self, citation: Citation) -> str:
        """Return the bibliographic data."""
        return as_json(citation.csl)
