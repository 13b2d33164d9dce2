"""Counting claims: along facets, on the way from review to release, and by what is doubtful."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, Count, F, Func, QuerySet, TextField, Value, When

from evidence.models import Standing, Version

from .facets import FACETS, Filters, conditions
from .items import found_by


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

# `candidates` are the versions of the reader with the names of the facets each one misses.
# One that misses a single facet still counts inside that facet, among the alternatives.
_MATCHING = """
    candidates AS MATERIALIZED ({versions}),
    matching AS (SELECT * FROM candidates WHERE cardinality(misses) <= 1)
"""
_CHOICES = (
    "WITH "
    + _MATCHING
    + """, answer (role, value, misses) AS (
        SELECT given.role, given.value, misses FROM matching
        JOIN evidence_version_choice given ON given.version_id = matching.id
        WHERE given.role = ANY(%s)
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
    )
    SELECT role, value, count(*) FROM answer
    WHERE misses = '{{}}' OR misses = ARRAY[role::text] GROUP BY role, value
    """
)
_TERMS = (
    "WITH RECURSIVE "
    + _MATCHING
    + """, named AS (
        SELECT used.role, used.term_id, used.version_id FROM matching
        JOIN evidence_version_term used ON used.version_id = matching.id
        WHERE used.role = ANY(%s) AND (misses = '{{}}' OR misses = ARRAY[used.role::text])
    ), above (term_id, ancestor_id) AS (
        SELECT DISTINCT term_id, term_id FROM named
    UNION
        SELECT above.term_id, wider.id FROM above
        JOIN evidence_term term ON term.id = above.ancestor_id
        JOIN LATERAL (VALUES (term.broader_id), (term.replaced_by_id)) wider (id)
            ON wider.id IS NOT NULL AND %s
    )
    SELECT named.role, term.id, term.label, term.status, count(DISTINCT named.version_id)
    FROM named JOIN above USING (term_id) JOIN evidence_term term ON term.id = above.ancestor_id
    GROUP BY named.role, term.id
    """
)


def facet_counts(versions: QuerySet[Version], filters: Filters) -> FacetCounts:
    """Return how many of `versions` match, along every counted facet, in two queries.

    A claim counts once for a term and once for each broader one, unless `filters.exact`. The
    total is the sum over statuses, since every version has exactly one.
    """
    try:
        sql, params = _candidates(versions, filters)
    except EmptyResultSet:
        return FacetCounts()
    roles: dict[str, list[str]] = {"choice": [], "term": [], "status": [], "mark": []}
    for facet in FACETS.values():
        if facet.counted:
            roles[facet.kind].append(facet.name)
    counts = FacetCounts()
    with connection.cursor() as cursor:
        # Unknowns of term columns are choices too, under the same role.
        words = [*params, roles["choice"] + roles["term"]]
        cursor.execute(_CHOICES.format(versions=sql), words)
        for role, value, count in cursor.fetchall():
            counts.choices.setdefault(role, {})[value] = count
        numbers = [*params, roles["term"], not filters.exact]
        cursor.execute(_TERMS.format(versions=sql), numbers)
        for role, term_id, label, status, count in cursor.fetchall():
            counts.terms.setdefault(role, []).append(TermCount(term_id, label, status, count))
    by_status = counts.choices.get("status", {})
    wanted = filters.chosen.get("status", tuple(by_status))
    counts.total = sum(by_status.get(status, 0) for status in wanted)
    return counts


def _candidates(versions: QuerySet[Version], filters: Filters) -> tuple[str, tuple[Any, ...]]:
    """Return the SQL, with its parameters, of the versions and the facets each one misses."""
    missed = [
        Case(When(condition, then=Value(None)), default=Value(name), output_field=TextField())
        for name, condition in conditions(filters).items()
    ]
    misses = Func(
        *missed,
        template="array_remove(ARRAY[%(expressions)s]::text[], NULL)",
        output_field=ArrayField(TextField()),
    )
    rows = found_by(versions, filters.q).annotate(misses=misses, stands=F("standing__status"))
    columns = rows.order_by().values_list("id", "citation_id", "misses", "stands")
    return columns.query.sql_with_params()


def marked(versions: QuerySet[Version]) -> dict[str, int]:
    """Return how many of `versions` carry each mark, and how many were read in title only."""
    choices = facet_counts(versions, Filters()).choices
    return choices.get("mark", {}) | {
        "title_only": choices.get("read_from", {}).get("title_only", 0)
    }


def standings() -> dict[str, int]:
    """Return how many versions stand at each status: numbers that are everybody's to know."""
    rows = Standing.objects.order_by().values_list("status").annotate(Count("pk"))
    return dict(rows)


def released() -> int:
    """Return how many claims the latest release holds; 0 while nothing has been released."""
    if not apps.is_installed("releases"):
        return 0
    latest = apps.get_model(RELEASED).objects.order_by("-published_at").first()
    return int(latest.rows) if latest else 0
