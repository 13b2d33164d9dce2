"""Names the vocabulary knows in the abstract of a paper."""

from evidence.columns import COLUMNS
from evidence.models import Draft, Offer, TermName
from evidence.naming import Known, Recognised, by_key, recognise

# Not asked of an abstract: which class of vesicle it is stands in what was characterised, and
# mechanism classes are judgements.
OFFERED_COLUMNS = {
    column.name: column
    for column in COLUMNS
    if column.vocabulary in ("tissue", "species", "molecule", "cancer", "agent", "model", "pathway")
    and column.kind in ("term", "terms", "rows")
}
MOST_OFFERED = 60


def recognised_in(text: str) -> list[Recognised]:
    """Return the terms that can be an answer and are named in `text`, in one query."""
    if not text:
        return []
    vocabularies = {column.vocabulary for column in OFFERED_COLUMNS.values()}
    rows = TermName.objects.filter(vocabulary__in=vocabularies, term__status="active")
    known = by_key(Known(*row) for row in rows.values_list("vocabulary", "term__label", "name"))
    return recognise(text, known)[:MOST_OFFERED]


def offers_of(draft: Draft) -> list[Offer]:
    """Return what was offered from the abstract of the paper a draft is of."""
    if draft.citation_id is None:
        return []
    return list(Offer.objects.filter(draft=draft, citation=draft.citation_id, column=""))
