"""By whom versions were judged, also where one is a correction of the version people judged.

A correction is accepted without a round of its own reviewers: it rests on the round of the
version it corrects, and so on down to the one that people judged.
"""

from collections.abc import Iterable

from django.db import connection

from evidence.models import Version

# To be put after WITH RECURSIVE; {versions} selects the ids of versions.
JUDGED = """
    judged (version_id, round_id) AS (
        SELECT wanted.id, wanted.id FROM ({versions}) wanted (id)
    UNION ALL
        SELECT judged.version_id, version.based_on_id FROM judged
        JOIN reviews_decision decision ON decision.round_id = judged.round_id
            AND decision.move IN ('correct', 'accept_as_corrected')
        JOIN evidence_version version ON version.id = judged.round_id
    )"""
_ONCE_ACCEPTED = ("accepted", "superseded", "retired", "merged")
# A recommendation that was voided counts nowhere. To be put where `said` is the recommendation.
COUNTS = "NOT EXISTS (SELECT 1 FROM reviews_voiding WHERE recommendation_id = said.id)"
THESE = "SELECT unnest(%s::bigint[])"

# The same, and by how many reviewers each was judged.
REVIEWED_BY = f"""{JUDGED},
    reviewed_by (version_id, reviewers) AS (
        SELECT judged.version_id, count(DISTINCT said.seat_id) FROM judged
        LEFT JOIN reviews_recommendation said ON said.round_id = judged.round_id
            AND {COUNTS}
        GROUP BY judged.version_id
    )"""
_REVIEWED_BY = f"""
    WITH RECURSIVE {REVIEWED_BY.format(versions=THESE)}
    SELECT version_id, reviewers FROM reviewed_by
    """


def reviewed_by(version_ids: Iterable[int]) -> dict[int, int]:
    """Return how many reviewers delivered on each of these versions, in one query.

    Only for versions whose rounds are over: before, nobody may learn it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_REVIEWED_BY, [list(version_ids)])
        return dict(cursor.fetchall())


def reviewers_of(versions: Iterable[Version]) -> dict[int, int]:
    """Return version id → how many reviewed it, for those of `versions` that were accepted."""
    accepted = [one.pk for one in versions if one.standing.status in _ONCE_ACCEPTED]
    return reviewed_by(accepted) if accepted else {}
