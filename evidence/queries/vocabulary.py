"""Terms as pages show them: listed, in their tree, and with the claims that name them."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Lower

from evidence.facet_keys import term_key
from evidence.models import Term, TermName, Version
from evidence.names import fold

from .facets import FACETS
from .items import newest_visible, waiting, with_what_lists_show

if TYPE_CHECKING:
    from accounts.models import Person

PAGE_SIZE = 100
MOST_CLAIMS = 20


def listed(
    *, q: str = "", vocabularies: tuple[str, ...] = (), statuses: tuple[str, ...] = ()
) -> QuerySet[Term]:
    """Return the terms that match, by vocabulary and name, with names, codes and broader term.

    `q` is looked for inside every name of a term, letter case and spacing aside, and as a code.
    """
    terms = Term.objects.select_related("broader", "replaced_by")
    terms = terms.prefetch_related("names", "codes").annotate(folded=Lower("label"))
    terms = terms.order_by("vocabulary", "folded")
    if vocabularies:
        terms = terms.filter(vocabulary__in=vocabularies)
    if statuses:
        terms = terms.filter(status__in=statuses)
    if q:
        named = TermName.objects.filter(key__contains=fold(q)).values("term")
        terms = terms.filter(Q(pk__in=named) | Q(codes__curie__iexact=q.strip())).distinct()
    return terms


def after(terms: QuerySet[Term], last: Term) -> QuerySet[Term]:
    """Return those of `terms` that come after `last` in the list's order."""
    return terms.filter(
        Q(vocabulary__gt=last.vocabulary)
        | Q(vocabulary=last.vocabulary, folded__gt=Lower(Value(last.label)))
    )


def sizes() -> dict[str, dict[str, int]]:
    """Return, by vocabulary and status, how many terms there are."""
    counts: dict[str, dict[str, int]] = {}
    rows = Term.objects.order_by().values_list("vocabulary", "status").annotate(Count("pk"))
    for vocabulary, status, count in rows:
        counts.setdefault(vocabulary, {})[status] = count
    return counts


def wider_path(term: Term) -> list[Term]:
    """Return the broader terms above `term`, the widest first, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE above (id, steps) AS (
                SELECT broader_id, 1 FROM evidence_term WHERE id = %s
                UNION
                SELECT term.broader_id, steps + 1 FROM above JOIN evidence_term term USING (id)
                WHERE steps < 50
            ) SELECT id, max(steps) FROM above WHERE id IS NOT NULL GROUP BY id ORDER BY 2 DESC
            """,
            [term.pk],
        )
        ids = [row[0] for row in cursor.fetchall()]
    terms = Term.objects.in_bulk(ids) if ids else {}
    return [terms[term_id] for term_id in ids]


def claims_naming(terms: Collection[int], reader: "Person | None") -> list[Version]:
    """Return the first claims that name one of `terms`, by accession."""
    claims = newest_visible(reader).filter(_names(terms))
    return list(with_what_lists_show(claims).order_by("item__number")[:MOST_CLAIMS])


def waiting_naming(terms: Collection[int]) -> int:
    """Return how many claims under review name one of `terms`."""
    return waiting().filter(_names(terms)).count()


def _names(terms: Collection[int]) -> Q:
    roles = [facet.name for facet in FACETS.values() if facet.kind == "term"]
    return Q(entry__facets__overlap=[term_key(role, pk) for role in roles for pk in terms])
