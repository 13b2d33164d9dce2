"""What the runtime role may do, written as plain grants by the owner after every migration."""

from typing import Any

from psycopg import sql

from .insert_only import INSERT_ONLY_TABLES

READ_ONLY_TABLES = ("django_migrations",)


def grant_runtime(connection: Any, role: str) -> None:
    """Give `role` what the application needs and nothing that changes insert-only rows.

    `connection` is a Django connection of the owner. Does nothing where `role` is the owner
    itself: PostgreSQL would let an owner grant itself everything again, so immutability is
    only advisory there, and `manage.py check` says so.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        if cursor.fetchone()[0] == role:
            return
        name = sql.Identifier(role)
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {role}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
            "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role}",
        ):
            cursor.execute(sql.SQL(statement).format(role=name).as_string(cursor.connection))
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename = ANY(%s)",
            [list(INSERT_ONLY_TABLES + READ_ONLY_TABLES)],
        )
        for (table,) in cursor.fetchall():
            rights = "UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER"
            if table in READ_ONLY_TABLES:
                rights += ", INSERT"
            revocation = sql.SQL("REVOKE " + rights + " ON {table} FROM {role}").format(
                table=sql.Identifier(table), role=name
            )
            cursor.execute(revocation.as_string(cursor.connection))
