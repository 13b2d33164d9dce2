"""How many claims of a list name each of some terms, or are made from each of some papers.

Counted like facets: most as bits, what changed since one by one, in one statement.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from evidence.models import Citation

from .bits import composed
from .facets import FACETS, Filters
from .items import Listing
from .tallies import matching_sql

_PAPERS = """
    SELECT paper, sum(claims)::bigint FROM (
        SELECT citation_id paper, count(*) claims FROM matching
        WHERE citation_id = ANY(%(papers)s) GROUP BY citation_id
    UNION ALL
        SELECT folded.value::bigint, sum(bit_count(folded.bits & scope.bits))
        FROM evidence_facet_bits folded JOIN scope USING (block)
        WHERE folded.role = 'paper' AND folded.value = ANY(%(papers)s::text[])
        GROUP BY folded.value
    ) tally GROUP BY paper
    """
_TERMS = """, below (root, id) AS (
        SELECT id, id FROM evidence_term WHERE id = ANY(%(terms)s)
        UNION
        SELECT below.root, term.id FROM evidence_term term
        JOIN below ON term.broader_id = below.id OR term.replaced_by_id = below.id
    ), folded AS MATERIALIZED (
        SELECT root, role, block, bit_or(bits) bits FROM below
        JOIN evidence_facet_bits ON term_id = id
        WHERE role = ANY(%(roles)s) GROUP BY root, role, block
    ), tally (root, role, claims) AS (
        SELECT root, coalesce(role, ''), count(DISTINCT version_id) FROM below
        JOIN evidence_version_term named ON named.term_id = below.id
        JOIN matching ON matching.id = named.version_id
        WHERE role = ANY(%(roles)s) GROUP BY GROUPING SETS ((root, role), (root))
    UNION ALL
        SELECT root, role, sum(bit_count(folded.bits & scope.bits))
        FROM folded JOIN scope USING (block) GROUP BY root, role
    UNION ALL
        SELECT root, '', sum(bit_count(one.bits & scope.bits)) FROM (
            SELECT root, block, bit_or(bits) bits FROM folded GROUP BY root, block) one
        JOIN scope USING (block) GROUP BY root
    )
    SELECT root, role, sum(claims)::bigint FROM tally GROUP BY root, role HAVING sum(claims) > 0
    """


def claims_of_papers(listing: Listing, papers: Iterable[Citation]) -> dict[int, int]:
    """Return how many claims of `listing` are made from each of `papers`, by their numbers.

    One query, none without papers.
    """
    numbers = [paper.pk for paper in papers]
    found = dict.fromkeys(numbers, 0)
    if numbers:
        found |= dict(_rows(listing, _PAPERS, papers=numbers))
    return found


def uses(listing: Listing, term_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """Return, for each term, how many claims of `listing` name it or a narrower one, by role.

    Roles are those a list can be filtered by; "" holds the number of different claims. One query,
    none without terms.
    """
    ids = list(term_ids)
    found: dict[int, dict[str, int]] = {term_id: {} for term_id in ids}
    for root, role, claims in _rows(listing, _TERMS, terms=ids, roles=list(FACETS)) if ids else ():
        found[root][role] = claims
    return found


def _rows(listing: Listing, counted: str, **given: list[int] | list[str]) -> list[Any]:
    try:
        matching = matching_sql(listing, Filters())
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(matching + composed(counted, given))
        return list(cursor.fetchall())
