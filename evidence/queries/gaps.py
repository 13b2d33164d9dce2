"""What the vocabulary holds and no claim says: the names that gaps are looked for among."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from evidence.enums import OPEN_STATUSES
from evidence.models import Citation, Term, Version


def upper_terms(vocabularies: Iterable[str]) -> dict[str, list[Term]]:
    """Return, by vocabulary, the active terms below nothing; below the only one where it is alone.

    One query. Provisional terms came with claims and are no gaps.
    """
    found: dict[str, list[Term]] = {vocabulary: [] for vocabulary in vocabularies}
    for term in Term.objects.filter(vocabulary__in=found, status="active").order_by("label"):
        found[term.vocabulary].append(term)
    return {vocabulary: _upper(terms) for vocabulary, terms in found.items()}


def _upper(terms: list[Term]) -> list[Term]:
    roots = [term for term in terms if term.broader_id is None]
    if len(roots) == 1:
        below = [term for term in terms if term.broader_id == roots[0].pk]
        return below or roots
    return roots


def papers_without_claims() -> QuerySet[Citation]:
    """Return the papers known here of which no claim is accepted or under review."""
    claims = Version.objects.filter(
        citation=OuterRef("pk"), standing__status__in=("accepted", *OPEN_STATUSES)
    )
    return Citation.objects.filter(~Exists(claims))
