"""How many claims were accepted, by how many reviewers: what everybody may know."""

from django.db import connection

from reviews.policies.methods import Accepted
from reviews.policies.period import Period

from .judged import COUNTS, JUDGED

_PUBLISHED = """
    SELECT DISTINCT ON (item_id) version_id FROM reviews_publication
    WHERE NOT is_correction
        AND public_from >= coalesce(%(start)s::timestamptz, '-infinity')
        AND public_from < coalesce(%(end)s::timestamptz, 'infinity')
    ORDER BY item_id, public_from DESC
    """
_ACCEPTED = f"""
    WITH RECURSIVE {JUDGED.format(versions=_PUBLISHED)}
    SELECT reviewers, waived, count(*) FROM (
        SELECT count(DISTINCT said.seat_id) AS reviewers, count(waiver.id) > 0 AS waived
        FROM judged
        LEFT JOIN reviews_recommendation said ON said.round_id = judged.round_id AND {COUNTS}
        LEFT JOIN reviews_waiver waiver ON waiver.version_id = judged.round_id
        GROUP BY judged.version_id
    ) claim GROUP BY 1, 2
    """


def accepted_in(period: Period) -> Accepted:
    """Return the claims that became public within `period`, each once.

    A correction makes none new: it rests on the round of the version it corrects.
    """
    by_reviewers: dict[int, int] = {}
    with_waiver = 0
    with connection.cursor() as cursor:
        cursor.execute(_ACCEPTED, {"start": period.start, "end": period.end})
        for reviewers, waived, count in cursor.fetchall():
            by_reviewers[reviewers] = by_reviewers.get(reviewers, 0) + count
            with_waiver += count if waived else 0
    return Accepted(by_reviewers, with_waiver)
