"""A page of the list of claims by what claims say, under any filter.

All that match are put in order as narrow rows: their values along one facet, which
`evidence_version_sides` keeps side by side, and their number. Only the page is then read.
docs/adr/0035 says why, and what this costs.
"""

from django.core.exceptions import EmptyResultSet
from django.db import connection

from evidence.list_columns import Order

from .bits import BLOCK, composed, is_set
from .facets import Filters
from .items import PAGE_SIZE, Listing, Page, matching, page_of, with_what_lists_show
from .tallies import matching_sql

_SIDES = "SELECT {0}::text, version_id FROM evidence_version_sides"
_PAPERS = "SELECT citation_id, id FROM evidence_version"
# Of a group of terms its first name counts; answers that are no terms have no place.
_OF_TERMS = """
    (SELECT min(lower(label)) FROM evidence_term
        WHERE id = ANY (ARRAY(SELECT term::bigint FROM unnest(string_to_array(one.key, ' ')) term
            WHERE term ~ '^[0-9]+$')))
    """
_OF_CHOICES = "nullif(split_part(one.key, ' ', 1), '')"
_OF_PAPERS = """
    (SELECT csl #>> '{issued,date-parts,0,0}' FROM evidence_citation WHERE id = one.key)
    """
# order → (SQL for the key and the number of every version, SQL for the place of a key)
_KEYS = {
    "year": (_PAPERS, _OF_PAPERS),
    **{
        name: (_SIDES.format(name), _OF_TERMS)
        for name in ("agents", "cargo", "cancer", "tissue", "mechanism_classes")
    },
    **{name: (_SIDES.format(name), _OF_CHOICES) for name in ("effect", "read_from", "directness")},
}
# Follows `matching_sql`. Claims with the same values are one group, and places are given to groups:
# of those there are few, and nothing is joined whose number PostgreSQL would guess wrong.
_SORTED = """, keyed (key, id) AS NOT MATERIALIZED ({keys}
    ), groups AS MATERIALIZED (
        SELECT key, array_agg(id) FILTER (WHERE is_shown) ids FROM (
            SELECT key, keyed.id, {is_set} is_shown FROM keyed
            LEFT JOIN scope ON scope.facet = '' AND scope.block = keyed.id / {block}
        UNION ALL
            SELECT key, keyed.id, true FROM matching JOIN keyed USING (id) WHERE misses = '{{}}'
        ) one GROUP BY key
    ), places AS MATERIALIZED (
        SELECT dense_rank() OVER by_place place, ids,
            coalesce(sum(cardinality(ids)) OVER (by_place RANGE BETWEEN UNBOUNDED PRECEDING
                AND CURRENT ROW EXCLUDE GROUP), 0) claims_before
        FROM groups one WINDOW by_place AS (ORDER BY {place} {direction} NULLS LAST)
    )
    SELECT place, id FROM places CROSS JOIN unnest(ids) id
    """
_FIRST = f"WHERE claims_before <= {PAGE_SIZE}"
_FROM = """
    WHERE (place, id) {beyond} (SELECT place, version.id FROM evidence_version version
        JOIN evidence_item item ON item.id = version.item_id
        JOIN places ON version.id = ANY (ids) WHERE item.number = %s)
    """


def sorted_page(
    listing: Listing,
    filters: Filters,
    order: Order,
    *,
    after: int | None = None,
    before: int | None = None,
) -> Page:
    """Return one page of the claims of `listing` that match, after or before an item's number.

    One query by accession or day of submission, otherwise two.
    """
    if order.name not in _KEYS:
        return page_of(matching(listing.versions, filters), after=after, before=before, order=order)
    numbers = _numbers(listing, filters, order, after, before)
    page = numbers[:PAGE_SIZE]
    rows = with_what_lists_show(listing.versions.filter(pk__any_of=page)).in_bulk()
    versions = [rows[number] for number in page if number in rows]
    if before is not None:
        return Page(versions[::-1], len(numbers) > PAGE_SIZE, True)
    return Page(versions, after is not None, len(numbers) > PAGE_SIZE)


def _numbers(
    listing: Listing, filters: Filters, order: Order, after: int | None, before: int | None
) -> list[int]:
    """Return the versions of a page and one more, those next to where it begins first."""
    try:
        sql = matching_sql(listing, filters)
    except EmptyResultSet:
        return []
    keys, place = _KEYS[order.name]
    sql += _SORTED.format(
        keys=keys,
        place=place,
        direction="DESC" if order.descending else "ASC",
        block=BLOCK,
        is_set=is_set("scope.bits", "keyed.id"),
    )
    if (start := after if before is None else before) is not None:
        sql += composed(_FROM.format(beyond=">" if before is None else "<"), [start])
    else:
        sql += _FIRST
    back = "DESC" if before is not None else "ASC"
    sql += f" ORDER BY place {back}, id {back} LIMIT {PAGE_SIZE + 1}"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [number for _, number in cursor.fetchall()]
