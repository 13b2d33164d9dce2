"""The seal of a recommendation: a hash that its event keeps, so that a changed row shows."""

from django.db import connection

from reviews.models import Recommendation

# The id is random and known to nobody while the round is open, so a seal tells nothing.
# What has been asked since is sealed where it was answered, so that older seals still fit.
SEAL = """encode(sha256(convert_to((jsonb_build_array(
    said.id, said.round_id, said.seat_id, said.person_id, said.turn, said.verdict, said.answers,
    said.suggestions, said.reason, said.has_read, said.confidence,
    extract(epoch FROM said.made_at)) || CASE WHEN said.read_where = '' THEN '[]'::jsonb
    ELSE jsonb_build_array(said.read_where) END)::text, 'UTF8')), 'hex')"""


def seal_of(recommendation: Recommendation) -> str:
    """Return the SHA-256 of everything a stored recommendation says."""
    sql = f"SELECT {SEAL} FROM reviews_recommendation said WHERE id = %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [recommendation.pk])
        (seal,) = cursor.fetchone()
    return str(seal)
