"""Offering names from an abstract; the person decides (`taking`)."""

from evidence.models import Draft, Offer
from evidence.queries.offers import recognised_in
from ground import clock


def offer_names(draft: Draft) -> list[Offer]:
    """Record what is offered for `draft` from its paper's abstract, once, and return it.

    Inside the caller's transaction. The abstract and the vocabulary may change afterwards; what
    the person was shown stays on record.
    """
    if draft.citation is None or not draft.citation.abstract:
        return []
    if Offer.objects.filter(draft=draft, citation=draft.citation).exists():
        return []
    now = clock.now()
    return Offer.objects.bulk_create(
        Offer(
            draft=draft, citation=draft.citation, vocabulary=one.vocabulary, name=one.label,
            written=one.written, at=now,
        )
        for one in recognised_in(draft.citation.abstract)
    )  # fmt: skip
