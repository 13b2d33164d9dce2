"""One hash over the record of events, as it stands."""

from django.db import connection

_HEADS = """
    SELECT encode(sha256(convert_to(coalesce(
        string_agg(stream || ' ' || hash, E'\\n' ORDER BY stream COLLATE "C"), ''), 'UTF8')), 'hex')
    FROM (SELECT DISTINCT ON (stream) stream, hash FROM ground_event
          ORDER BY stream, position DESC) head
    """


def heads_sha256() -> str:
    """Return the SHA-256 of the sorted heads of all event streams, "stream hash" a line."""
    with connection.cursor() as cursor:
        cursor.execute(_HEADS)
        (digest,) = cursor.fetchone()
    return str(digest)
