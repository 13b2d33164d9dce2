"""What a database holds, to compare it with what it held."""

import psycopg

_TABLE = "SELECT md5(string_agg(t::text, '|' ORDER BY t::text COLLATE \"C\")) FROM {} AS t"
_SEQUENCE = "SELECT last_value::text || is_called FROM {}"


def contents(database: psycopg.Connection) -> dict[str, str]:
    """Return a digest of every row of every table, and where every sequence stands.

    The job worker's own tables are left out: it looks every few seconds for what is to be done.
    """
    relations = database.execute(
        "SELECT quote_ident(relname), relkind = 'r' FROM pg_class "
        "WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S') "
        "AND relname !~ '^procrastinate_' ORDER BY 1"
    ).fetchall()
    found = {}
    for name, is_table in relations:
        row = database.execute((_TABLE if is_table else _SEQUENCE).format(name)).fetchone()
        assert row is not None
        found[name] = row[0]
    return found
