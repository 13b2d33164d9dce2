"""Terms as pages show them: listed, in their tree, and with the claims that name them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Lower

from evidence.models import Term, TermName, Version
from evidence.names import fold

from .facets import FACETS
from .items import newest_visible, with_what_lists_show
from .terms import with_narrower

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


def uses(term_ids: Iterable[int], versions: QuerySet[Version]) -> dict[int, dict[str, int]]:
    """Return, for each term, how many of `versions` name it or a narrower one, by role.

    Roles are those a list can be filtered by; "" holds the number of different claims. One query,
    none without terms.
    """
    ids = list(term_ids)
    found: dict[int, dict[str, int]] = {term_id: {} for term_id in ids}
    if not ids:
        return found
    try:
        sql, params = versions.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return found
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH RECURSIVE below (root, id) AS (
                SELECT id, id FROM evidence_term WHERE id = ANY(%s)
                UNION
                SELECT below.root, term.id FROM evidence_term term
                JOIN below ON term.broader_id = below.id OR term.replaced_by_id = below.id
            )
            SELECT root, coalesce(used.role, ''), count(DISTINCT used.version_id)
            FROM below JOIN evidence_version_term used ON used.term_id = below.id
            WHERE used.role = ANY(%s) AND used.version_id IN ({sql})
            GROUP BY GROUPING SETS ((root, used.role), (root))
            """,
            [ids, list(FACETS), *params],
        )
        for root, role, count in cursor.fetchall():
            found[root][role] = count
    return found


def claims_naming(term: Term, reader: "Person | None") -> list[Version]:
    """Return the first claims that name `term` or a narrower one, by accession; two queries."""
    ids = with_narrower([term.pk])[term.pk]
    claims = newest_visible(reader).filter(pk__in=Version.objects.filter(terms__term__in=ids))
    return list(with_what_lists_show(claims).order_by("item__number")[:MOST_CLAIMS])
