"""Folding: what moves changed goes into the bits that facets are counted from.

A move only inserts a row that says so, waits for nobody and makes nobody wait. Now and then one of
them folds, after its commit; one fold at a time, and counts are right before, during and after.
"""

from django.db import connection, transaction

from evidence.models.versions import AUDIENCES
from evidence.queries.bits import BLOCK, bits_of, bits_of_links
from evidence.queries.counted_ahead import COUNTED_AHEAD, OPPOSED_CHANGES, TALLY_CHANGES

# A fold comes when so many changes wait, and takes at most so many.
DUE = 256
MOST = 5_000


def fold_when_due() -> None:
    """Fold if enough has changed since the last time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM (SELECT FROM evidence_unfolded LIMIT %s) few", [DUE])
        (waiting,) = cursor.fetchone()
    if waiting >= DUE:
        fold()


def fold_all() -> None:
    """Fold until nothing waits that this process may fold."""
    while fold():
        pass


@transaction.atomic
def fold(*, most: int = MOST) -> int:
    """Fold the oldest changes, at most `most`; return how many. Does nothing beside another fold.

    A change that is committed meanwhile is still there afterwards, and its item is counted by
    itself until the next fold.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended('facet bits', 0))")
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(_TAKE, [most])
        taken = cursor.fetchall()
        if taken:
            changed = "SELECT item_id FROM evidence_version WHERE citation_id = ANY(%s)"
            cursor.execute(changed, [[citation for _, citation in taken if citation]])
            items = {item for item, _ in taken if item} | {item for (item,) in cursor.fetchall()}
            given = {"items": sorted(items), **_AUDIENCES}
            for count_ahead in (_TALLY, _OPPOSE):
                cursor.execute(count_ahead, given)
            cursor.execute(_CLEAR, [sorted(items)])
            cursor.execute(_SET, given)
    return len(taken)


_TAKE = """
    DELETE FROM evidence_unfolded
    WHERE id IN (SELECT id FROM evidence_unfolded ORDER BY id LIMIT %s)
    RETURNING item_id, citation_id
    """
# What each audience reads of the items: the newest version that is open to it.
_READS = """
    SELECT DISTINCT ON (audience, item_id) audience, version_id
    FROM {own} JOIN unnest(%(names)s::text[], %(reads)s::text[]) may (audience, status)
        USING (status) ORDER BY audience, item_id, number DESC
    """
_STANDING = """(
    SELECT version_id, version.item_id, number, citation_id, status
    FROM evidence_version version JOIN evidence_standing ON version_id = version.id
    WHERE version.item_id = ANY(%(items)s))"""
# Taken from what is counted ahead is what the bits, not yet cleared, say was read; added what
# is read now.
_CHANGED = f"""
    WITH changed (audience, id, number) AS MATERIALIZED (
        SELECT audience, id, sum(number) FROM (
            SELECT audience, id, -1 number FROM ({COUNTED_AHEAD.format(items="%(items)s")}) before
        UNION ALL
            SELECT audience, version_id, 1 FROM ({_READS.format(own=_STANDING + " own")}) now
        ) one GROUP BY audience, id HAVING sum(number) <> 0
    )"""
_TALLY = f"""{_CHANGED}
    INSERT INTO evidence_tally AS tally (audience, facets, key, numbers) {TALLY_CHANGES}
    ON CONFLICT (audience, facets, md5(key)) DO UPDATE SET numbers = (
        SELECT array_agg(kept + more ORDER BY place)
        FROM unnest(tally.numbers, excluded.numbers) WITH ORDINALITY one (kept, more, place))
    """
_OPPOSE = f"""{_CHANGED}
    INSERT INTO evidence_opposed AS kept (acting_cargo, agents, cancer, resists, sensitises)
    {OPPOSED_CHANGES}
    ON CONFLICT (acting_cargo, agents, cancer) DO UPDATE SET
        resists = kept.resists + excluded.resists,
        sensitises = kept.sensitises + excluded.sensitises
    """
_PAIRS = [(name, status) for name, statuses in AUDIENCES.items() for status in statuses]
_AUDIENCES = {"names": [name for name, _ in _PAIRS], "reads": [status for _, status in _PAIRS]}

# What a move or a changed citation takes away; answers are only ever added.
_CLEAR = f"""
    UPDATE evidence_facet_bits folded SET bits = folded.bits & ~ gone.bits
    FROM ({bits_of("SELECT id FROM evidence_version WHERE item_id = ANY(%s)")}) gone
    WHERE gone.block = folded.block AND role IN ('reads', 'status', 'mark')
        AND folded.bits & gone.bits <> 0::bit({BLOCK})
    """
_LINKS = f"""
    SELECT given.role, given.value, 0::bigint, version_id
    FROM own JOIN evidence_version_choice given USING (version_id)
    UNION ALL SELECT named.role, '', named.term_id, version_id
    FROM own JOIN evidence_version_term named USING (version_id)
    UNION ALL SELECT 'status', status, 0, version_id FROM own
    UNION ALL SELECT 'reads', audience, 0, version_id FROM ({_READS.format(own="own")}) read
    UNION ALL SELECT 'paper', citation_id::text, 0, version_id FROM own
    UNION ALL SELECT 'mark', 'doubt', 0, version_id
    FROM own JOIN evidence_version_choice given USING (version_id) WHERE given.role = 'doubt'
    UNION ALL SELECT 'mark', citation.status, 0, version_id
    FROM own JOIN evidence_citation citation ON citation.id = citation_id
    WHERE citation.status IN ('retracted', 'concern')
    UNION ALL SELECT 'mark', 'unidentified', 0, version_id
    FROM own JOIN evidence_citation citation ON citation.id = citation_id
    WHERE citation.kind = 'unidentified'
    """
_SET = f"""
    WITH own AS MATERIALIZED {_STANDING}
    INSERT INTO evidence_facet_bits AS folded (role, value, term_id, block, bits)
    {bits_of_links(_LINKS)}
    ON CONFLICT (role, value, term_id, block) DO UPDATE SET bits = folded.bits | excluded.bits
    WHERE folded.bits | excluded.bits <> folded.bits
    """
