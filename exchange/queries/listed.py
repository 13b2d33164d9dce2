"""The vocabulary as the sheet Vocabulary shows it."""

from collections.abc import Iterator

from evidence.cells import write_entries
from evidence.models import Term
from releases.writers.sheets import Listed


def listed_terms() -> Iterator[Listed]:
    """Yield every term that may be used, vocabulary by vocabulary, in three queries."""
    terms = Term.objects.exclude(status="obsolete").select_related("broader")
    for term in terms.prefetch_related("names", "codes").order_by("vocabulary", "label"):
        others = [name.name for name in term.names.all() if not name.is_label]
        means = [term.definition, f"Also: {', '.join(others)}." if others else ""]
        codes = sorted((code.curie, code.match) for code in term.codes.all())
        yield Listed(
            term.vocabulary,
            term.label,
            " ".join(part for part in means if part),
            "provisional" if term.status == "provisional" else "",
            write_entries([{"name": curie, "match": match} for curie, match in codes]),
            term.broader.label if term.broader else "",
        )
