"""The least there can be: WSGI and psycopg, two statements, the stored documents put together.

The same walk along the same list as ours; no versions of other readers, nothing said beside the
documents, no checks, no ETag.
"""

import os
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

from psycopg_pool import ConnectionPool

from evidence.facet_keys import choice_key, term_key

POOL = ConnectionPool(os.environ["DATABASE_URL"], min_size=1, max_size=8, open=True)
TERM = "SELECT term_id FROM evidence_termname WHERE vocabulary = 'agent' AND key = %s"
PAGE = """
    WITH page AS MATERIALIZED (
        SELECT version_id, item_number FROM evidence_list_entry
        JOIN evidence_standing USING (version_id)
        WHERE status = 'accepted' AND item_number > %s AND facets @> %s
        ORDER BY item_number LIMIT 50
    )
    SELECT document FROM page JOIN evidence_version version ON version.id = version_id
    ORDER BY item_number
    """


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer the page that is asked for."""
    asked = parse_qs(environ["QUERY_STRING"])
    after = int(asked["cursor"][0][4:10]) if "cursor" in asked else 0
    keys = [choice_key(name, asked[name][0]) for name in ("effect", "settings")]
    with POOL.connection() as connection:
        (term,) = connection.execute(TERM, (asked["agents"][0],)).fetchall()
        wanted = [*keys, term_key("agents", *term)]
        rows = connection.execute(PAGE, (after, wanted)).fetchall()
    body = b'{"results":[%s]}' % b",".join(document.encode() for (document,) in rows)
    start_response("200 OK", [("Content-Type", "application/json"),
                              ("Content-Length", str(len(body)))])  # fmt: skip
    return [body]
