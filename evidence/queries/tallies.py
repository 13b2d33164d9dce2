"""The versions behind counts under filters, as SQL: most as bits, what changed since one by one.

A statement that begins with it sees one state of both, so their sum is that of the list.
"""

from collections.abc import Iterator

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db.models import BooleanField, Case, F, Func, QuerySet, TextField, Value, When
from django.db.models.expressions import RawSQL

from evidence.models import Version

from .bits import BLOCK, UNFOLDED, ZERO, bits_of, composed, is_set
from .facets import Filters, conditions
from .items import Listing, entries_found_by, found_by

_ASIDE = "{version}.item_id = ANY ((SELECT items FROM aside)::bigint[])"
_GONE = f"SELECT one.id FROM evidence_version one WHERE {_ASIDE.format(version='one')}"

# `candidates` are the versions of the items `aside`, of which the bits do not tell, with the
# facets each misses: one that misses a single facet still counts inside that facet, among the
# alternatives. `scope` holds the same of all others as bits: for each facet in use the versions
# that pass the filters of the others, and for '' those that pass all.
_MATCHING = f"""
    WITH RECURSIVE aside (items) AS MATERIALIZED (
        SELECT array_agg(item_id) FROM (%(aside)s) one (item_id)
    ), candidates AS MATERIALIZED (%(candidates)s
    ), matching AS (SELECT * FROM candidates WHERE cardinality(misses) <= 1
    ), picked (facet, role, value, term_id) AS (%(picked)s
    ), passing AS (
        SELECT facet, block, bit_or(bits) bits FROM picked
        JOIN evidence_facet_bits USING (role, value, term_id) GROUP BY facet, block
    ), gone AS ({bits_of(_GONE)}
    ), base AS MATERIALIZED (
        SELECT block, folded.bits & ~coalesce(gone.bits, {ZERO}) & %(found)s bits
        FROM evidence_facet_bits folded LEFT JOIN gone USING (block) %(search)s
        WHERE role = 'reads' AND value = %(audience)s
    ), scope AS MATERIALIZED (
        SELECT own.facet, base.block, base.bits & coalesce(
            bit_and(coalesce(passing.bits, {ZERO})) FILTER (WHERE other.facet IS NOT NULL),
            ~{ZERO}) bits
        FROM base CROSS JOIN unnest(array_append(%(used)s, '')) own (facet)
        LEFT JOIN unnest(%(used)s) other (facet) ON other.facet <> own.facet
        LEFT JOIN passing ON passing.block = base.block AND passing.facet = other.facet
        GROUP BY own.facet, base.block, base.bits
    )"""
_PICKED = "(%s, %s, %s, %s)"
_NOTHING_PICKED = "SELECT '', '', '', 0::bigint WHERE false"
_PROVISIONAL = """
    UNION SELECT 'mark', role, '', term_id FROM evidence_facet_bits
    JOIN evidence_term term ON term.id = term_id WHERE term.status = 'provisional'
    """


def matching_sql(listing: Listing, filters: Filters) -> str:
    """Return `WITH …` for the versions of `listing` that match, or miss a single facet.

    Raises EmptyResultSet where none can.
    """
    aside = UNFOLDED
    try:
        apart = listing.apart.order_by().values_list("item_id")
        aside += " UNION " + composed(*apart.query.sql_with_params())
    except EmptyResultSet:
        pass
    parts = {
        "aside": aside,
        "candidates": _candidates(found_by(listing.versions, filters.q), filters),
        "picked": _picked(filters),
        "audience": composed("%s", [listing.audience]),
        "used": composed("%s::text[]", [list(filters.chosen)]),
        "found": "searched.bits" if filters.q else f"~{ZERO}",
        "search": f"JOIN ({_searched(filters.q)}) searched USING (block)" if filters.q else "",
    }
    return _MATCHING % parts


# The rows of sides of the versions that match: what pictures are counted from.
_SIDES = f"""
    SELECT folded.* FROM scope JOIN evidence_version_sides folded
        ON block = folded.version_id / {BLOCK} AND {is_set("bits", "folded.version_id")}
    WHERE facet = ''
    UNION ALL SELECT direct.* FROM matching JOIN evidence_version_sides direct ON version_id = id
    WHERE misses = '{{}}'
    """


def sides_matching(listing: Listing, filters: Filters) -> tuple[str, str]:
    """Return `WITH …`, and after it SQL for the rows of sides of the versions that match.

    Raises EmptyResultSet where there can be none.
    """
    return matching_sql(listing, filters), _SIDES


def _candidates(versions: QuerySet[Version], filters: Filters) -> str:
    missed = [
        Case(When(condition, then=Value(None)), default=Value(name), output_field=TextField())
        for name, condition in conditions(filters).items()
    ]
    misses = Func(
        *missed,
        template="array_remove(ARRAY[%(expressions)s]::text[], NULL)",
        output_field=ArrayField(TextField()),
    )
    aside = RawSQL(_ASIDE.format(version="evidence_version"), (), output_field=BooleanField())
    rows = versions.filter(aside).annotate(misses=misses, stands=F("standing__status"))
    columns = rows.order_by().values_list("id", "citation_id", "misses", "stands")
    return composed(*columns.query.sql_with_params())


def _searched(q: str) -> str:
    ids = entries_found_by(q).order_by().values_list("version_id")
    return bits_of(composed(*ids.query.sql_with_params()))


def _picked(filters: Filters) -> str:
    """Return SQL for the rows of bits that the filters ask for: alternatives inside a facet."""
    rows = [row for name in filters.chosen for row in _rows_of(name, filters)]
    values = ", ".join(composed(_PICKED, row) for row in rows)
    sql = f"VALUES {values}" if rows else _NOTHING_PICKED
    return sql + (_PROVISIONAL if "provisional" in filters.chosen.get("mark", ()) else "")


def _rows_of(name: str, filters: Filters) -> Iterator[tuple[str, str, str, int]]:
    for value in filters.chosen[name]:
        if not value.isdigit():
            yield name, name, value, 0
            continue
        for term_id in sorted(filters.wider.get(int(value), {int(value)})):
            yield name, name, "", term_id
