"""The least there can be: WSGI and psycopg, one statement, the stored documents put together."""

import os
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

from psycopg_pool import ConnectionPool

POOL = ConnectionPool(os.environ["DATABASE_URL"], min_size=1, max_size=8, open=True)
PAGE = """
    SELECT document FROM evidence_version version
    JOIN evidence_standing standing ON standing.version_id = version.id
    JOIN evidence_item item ON item.id = version.item_id
    WHERE standing.status = 'accepted' AND item.number > %s
        AND EXISTS (SELECT FROM evidence_version_choice WHERE version_id = version.id
            AND role = 'effect' AND value = %s)
        AND EXISTS (SELECT FROM evidence_version_choice WHERE version_id = version.id
            AND role = 'settings' AND value = %s)
        AND EXISTS (SELECT FROM evidence_version_term link JOIN evidence_term term
            ON term.id = term_id WHERE version_id = version.id AND role = 'agents'
            AND term.label = %s)
    ORDER BY item.number LIMIT 50
    """


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer the page that is asked for."""
    asked = parse_qs(environ["QUERY_STRING"])
    after = int(asked["cursor"][0][4:10]) if "cursor" in asked else 0
    wanted = (after, asked["effect"][0], asked["settings"][0], asked["agents"][0])
    with POOL.connection() as connection:
        rows = connection.execute(PAGE, wanted).fetchall()
    body = b'{"results":[%s]}' % b",".join(document.encode() for (document,) in rows)
    start_response("200 OK", [("Content-Type", "application/json"),
                              ("Content-Length", str(len(body)))])  # fmt: skip
    return [body]
