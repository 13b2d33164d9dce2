"""Many items that wait for their reviewers, made from the starter set by set-based SQL."""

from django.db import connections, transaction

from .fill import RULED, fill

# What accepted claims have and waiting ones lack.
_UNJUDGED = (
    "DELETE FROM reviews_publication WHERE version_id > %(last)s",
    "DELETE FROM reviews_decision WHERE round_id > %(last)s",
    "DELETE FROM reviews_recommendation WHERE round_id > %(last)s",
    """
    UPDATE reviews_seat SET holder_id = NULL, taken_at = NULL, lease_until = NULL
    WHERE round_id > %(last)s
    """,
    """
    UPDATE reviews_round SET closed_at = CASE WHEN version_id %% 10 = 0 THEN closed_at END
    WHERE version_id > %(last)s
    """,
    """
    UPDATE evidence_standing SET status = CASE WHEN version_id %% 10 = 0 THEN 'agreed'
        ELSE 'in_review' END WHERE version_id > %(last)s
    """,
)
# Four items of a paper, each paper submitted a second after the one before.
_PAPERS = (
    """
    INSERT INTO evidence_citation (key, kind, title, csl, abstract, status, status_source, seen_at,
        notes, created_at)
    SELECT DISTINCT 'waiting-' || id / 4, 'primary_study', 'Paper ' || id / 4, '{}'::jsonb, '',
        'not_checked', '', '', '', now()
    FROM evidence_version WHERE id > %(last)s ON CONFLICT DO NOTHING
    """,
    """
    UPDATE evidence_version version SET citation_id = citation.id,
        submitted_at = now() - interval '90 days' + version.id / 4 * interval '1 second'
    FROM evidence_citation citation
    WHERE version.id > %(last)s AND citation.key = 'waiting-' || version.id / 4
    """,
)


def nothing_waits() -> None:
    """Take the starter set out of the queue."""
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE evidence_standing SET status = 'withdrawn'")


def let_wait(items: int, people: dict[str, int]) -> None:
    """Add `items` claims in review, a tenth of them agreed; runs as the owner of the tables."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT max(id) FROM evidence_version")
        (last,) = cursor.fetchone()
    fill(items, people)
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        for table in (*RULED, "evidence_version"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in (*_UNJUDGED, *_PAPERS):
            cursor.execute(statement, {"last": last})
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in (*RULED, "evidence_version"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
