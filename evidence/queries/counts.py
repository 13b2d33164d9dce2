"""Counting claims: along facets, on the way from review to release, and by what is doubtful."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import connection

from .axes import axes_of
from .bits import UNFOLDED, ZERO, bits_of, composed
from .counted_ahead import SINGLE
from .facets import FACETS, Filters
from .groups import groups_ahead, numbers_along
from .items import Listing
from .tallies import matching_sql


class TermCount(NamedTuple):
    """How many claims name a term or a narrower one."""

    term_id: int
    label: str
    status: str
    claims: int


@dataclass
class FacetCounts:
    """Claims that match in total, and along each facet were only its own filter set aside."""

    total: int = 0
    choices: dict[str, dict[str, int]] = field(default_factory=dict)
    terms: dict[str, list[TermCount]] = field(default_factory=dict)


# Where releases keep what they hold, from the day the app exists.
RELEASED = "releases.Release"

# What follows `matching_sql`: for versions one by one (direct) and as bits (folded) the same.
_CHOICES = """, direct (role, value, misses) AS (
        SELECT given.role, given.value, misses FROM matching
        JOIN evidence_version_choice given ON given.version_id = matching.id
        WHERE given.role = ANY(%(roles)s)
    UNION ALL
        SELECT 'status', matching.stands, misses FROM matching
    UNION ALL
        SELECT 'mark', 'doubt', misses FROM matching
        JOIN evidence_version_choice given ON given.version_id = matching.id
        WHERE given.role = 'doubt'
    UNION ALL
        SELECT 'mark', citation.status, misses FROM matching
        JOIN evidence_citation citation ON citation.id = matching.citation_id
        WHERE citation.status IN ('retracted', 'concern')
    UNION ALL
        SELECT 'mark', 'unidentified', misses FROM matching
        JOIN evidence_citation citation ON citation.id = matching.citation_id
        WHERE citation.kind = 'unidentified'
    UNION ALL
        SELECT 'mark', 'provisional', misses FROM matching WHERE EXISTS (
            SELECT FROM evidence_version_term named
            JOIN evidence_term term ON term.id = named.term_id
            WHERE named.version_id = matching.id AND term.status = 'provisional')
    ), folded (role, value, block, bits) AS (
        SELECT role, value, block, bits FROM evidence_facet_bits
        WHERE term_id = 0 AND role = ANY(%(roles)s || '{status,mark}'::text[])
    UNION ALL
        SELECT 'mark', 'provisional', block, bit_or(bits) FROM evidence_facet_bits
        JOIN evidence_term term ON term.id = term_id WHERE term.status = 'provisional'
        GROUP BY block
    ), tally (role, value, claims) AS (
        SELECT role, value, count(*) FROM direct
        WHERE misses = '{}' OR misses = ARRAY[role::text] GROUP BY role, value
    UNION ALL
        SELECT role, value, sum(bit_count(folded.bits & scope.bits)) FROM folded
        JOIN scope ON scope.block = folded.block
            AND scope.facet = CASE WHEN role = ANY(%(used)s) THEN role ELSE '' END
        GROUP BY role, value
    )
    SELECT role, value, sum(claims)::bigint FROM tally GROUP BY role, value HAVING sum(claims) > 0
    """
_TERMS = """, direct AS (
        SELECT named.role, named.term_id, named.version_id FROM matching
        JOIN evidence_version_term named ON named.version_id = matching.id
        WHERE named.role = ANY(%(roles)s) AND (misses = '{}' OR misses = ARRAY[named.role::text])
    ), folded AS (
        SELECT role, term_id, block, bits FROM evidence_facet_bits
        WHERE term_id > 0 AND role = ANY(%(roles)s)
    ), above (term_id, ancestor_id) AS (
        SELECT term_id, term_id FROM direct UNION SELECT term_id, term_id FROM folded
    UNION
        SELECT above.term_id, wider.id FROM above
        JOIN evidence_term term ON term.id = above.ancestor_id
        JOIN LATERAL (VALUES (term.broader_id), (term.replaced_by_id)) wider (id)
            ON wider.id IS NOT NULL AND %(narrower)s
    ), tally (role, term_id, claims) AS (
        SELECT role, ancestor_id, count(DISTINCT version_id) FROM direct JOIN above USING (term_id)
        GROUP BY role, ancestor_id
    UNION ALL
        SELECT role, ancestor_id, sum(bit_count(whole.bits & scope.bits)) FROM (
            SELECT role, ancestor_id, block, bit_or(bits) bits FROM folded
            JOIN above USING (term_id) GROUP BY role, ancestor_id, block) whole
        JOIN scope ON scope.block = whole.block
            AND scope.facet = CASE WHEN role = ANY(%(used)s) THEN role ELSE '' END
        GROUP BY role, ancestor_id
    ), counted AS MATERIALIZED (
        SELECT role, term_id, sum(claims)::bigint claims FROM tally GROUP BY role, term_id
    )
    SELECT role, id, label, status, claims FROM counted JOIN evidence_term ON id = term_id
    WHERE claims > 0
    """
_OF_ITEMS = "{} WHERE item_id = ANY ((SELECT items FROM aside)::bigint[])"
_STANDINGS = f"""
    WITH aside (items) AS MATERIALIZED (SELECT array_agg(item_id) FROM ({UNFOLDED}) one (item_id)),
    gone AS ({bits_of(_OF_ITEMS.format("SELECT id FROM evidence_version"))})
    SELECT status, sum(versions)::bigint FROM (
        SELECT value status, bit_count(folded.bits & ~coalesce(gone.bits, {ZERO})) versions
        FROM evidence_facet_bits folded LEFT JOIN gone USING (block) WHERE role = 'status'
    UNION ALL
        {_OF_ITEMS.format("SELECT status, count(*) FROM evidence_standing")} GROUP BY status
    ) one GROUP BY status HAVING sum(versions) > 0
    """


_TERM_FACETS = [f.name for f in FACETS.values() if f.counted and f.kind == "term"]
_CHOICE_FACETS = [f.name for f in FACETS.values() if f.counted and f.kind == "choice"]


def facet_counts(listing: Listing, filters: Filters) -> FacetCounts:
    """Return how many claims of `listing` match, along every counted facet, in two queries; in
    three where there are no filters, of which two read what was counted ahead.

    A claim counts once for a term and once for each broader one, unless `filters.exact`. The
    total is the sum over statuses, since every version has exactly one.
    """
    counts = FacetCounts()
    try:
        matching = matching_sql(listing, filters)
    except EmptyResultSet:
        return counts
    given = {"used": list(filters.chosen), "narrower": not filters.exact}
    # Unknowns of term columns are choices too, under the same role.
    roles = [*_CHOICE_FACETS, *_TERM_FACETS] if filters else []
    with connection.cursor() as cursor:
        cursor.execute(matching + composed(_CHOICES, given | {"roles": roles}))
        for role, value, count in cursor.fetchall():
            counts.choices.setdefault(role, {})[value] = count
        if filters:
            cursor.execute(matching + composed(_TERMS, given | {"roles": _TERM_FACETS}))
            for role, term_id, label, status, count in cursor.fetchall():
                counts.terms.setdefault(role, []).append(TermCount(term_id, label, status, count))
    if not filters:
        _add_counted_ahead(counts, listing, exact=filters.exact)
    by_status = counts.choices.get("status", {})
    wanted = filters.chosen.get("status", tuple(by_status))
    counts.total = sum(by_status.get(status, 0) for status in wanted)
    return counts


def _add_counted_ahead(counts: FacetCounts, listing: Listing, *, exact: bool) -> None:
    facets = [FACETS[name] for (name,) in SINGLE]
    numbers = [numbers_along(groups, 0) for groups in groups_ahead(listing, SINGLE)]
    for axis in axes_of(facets, numbers, exact=exact):
        words = {key: n for key, n in axis.claims.items() if key not in axis.terms}
        if words:
            counts.choices[axis.facet.name] = words
        if axis.terms:
            counts.terms[axis.facet.name] = [
                TermCount(term.pk, term.label, term.status, axis.claims[key])
                for key, term in axis.terms.items()
                if key in axis.claims
            ]


def marks_in(choices: Mapping[str, dict[str, int]]) -> dict[str, int]:
    """Return how many claims carry each mark, and how many were read in title only."""
    return choices.get("mark", {}) | {
        "title_only": choices.get("read_from", {}).get("title_only", 0)
    }


def standings() -> dict[str, int]:
    """Return how many versions stand at each status: numbers that are everybody's to know."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDINGS)
        return dict(cursor.fetchall())


def released() -> int:
    """Return how many claims the latest release holds; 0 while nothing has been released."""
    if not apps.is_installed("releases"):
        return 0
    latest = apps.get_model(RELEASED).objects.order_by("-published_at").first()
    return int(latest.rows) if latest else 0
