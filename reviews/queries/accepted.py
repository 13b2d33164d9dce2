"""How many claims were accepted, by how many reviewers: what everybody may know."""

from django.db import connection

from reviews.policies.methods import Accepted

from .judged import COUNTS, JUDGED

_PUBLISHED = """
    SELECT version_id FROM reviews_publication
    WHERE NOT is_correction AND (%(year)s::int IS NULL OR extract(year FROM public_from) = %(year)s)
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


def accepted_in(year: int | None) -> Accepted:
    """Return the claims that became public in `year`, or ever; corrections make none new."""
    by_reviewers: dict[int, int] = {}
    with_waiver = 0
    with connection.cursor() as cursor:
        cursor.execute(_ACCEPTED, {"year": year})
        for reviewers, waived, count in cursor.fetchall():
            by_reviewers[reviewers] = by_reviewers.get(reviewers, 0) + count
            with_waiver += count if waived else 0
    return Accepted(by_reviewers, with_waiver)
