"""Publications in the admin."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

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
        *("status", "status_on", "status_source", "history", "change_status"),
        *("seen_at", "abstract", "notes", "card_revision", "card", "csl_data", "created_at"),
    )
    readonly_fields = (
        *("history", "change_status"),
        *("card_revision", "card", "csl_data", "created_at"),
    )

    @admin.display(description="what became of it")
    def history(self, citation: Citation) -> SafeString:
        """Return what was noted of the publication, the newest first."""
        return format_html_join(
            "",
            "<p>{}, {}; source: {}. {}</p>",
            (
                (
                    noted.get_status_display(), noted.status_on or "date unknown",
                    noted.source or "unknown", noted.reason,
                )
                for noted in citation.statuses.order_by("-position")
            ),
        )  # fmt: skip

    @admin.display(description="note another status")
    def change_status(self, citation: Citation) -> SafeString:
        """Return the link to the page on which editors note a retraction or correction."""
        href = reverse("reviews:citation-status", args=[citation.key])
        return format_html('<a href="{}">Note a retraction or correction …</a>', href)

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
