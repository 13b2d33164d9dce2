"""The three roles of a cluster and its one database, made once."""

from collections.abc import Callable, Mapping
from typing import Literal

import psycopg
from psycopg import sql

from .place import ClusterError

Role = Literal["runtime", "owner", "superuser"]
NAMES: Mapping[Role, str] = {
    "superuser": "postgres",
    "owner": "evidence_owner",
    "runtime": "evidence_app",
}
DATABASE = "evidence"


def prepare(
    url: Callable[[Role, str], str], passwords: Mapping[str, str], owner_creates_databases: bool
) -> str | None:
    """Make what is missing of roles and database; the database comes last and proves the rest.

    PostgreSQL 15 and later let nobody but a database's owner create in its schema `public`, so
    the runtime role holds nothing until it is granted. Returns None, or why the server does not
    answer yet; raises ClusterError where the passwords no longer fit.
    """
    try:
        with psycopg.connect(url("superuser", "postgres"), autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if found.fetchone() is None:
                _make(connection, passwords, owner_creates_databases)
    except psycopg.OperationalError as error:
        if "password authentication failed" in str(error):
            raise ClusterError(
                "The database is there, but passwords.json in EVIDENCE_HOME does not fit it: it "
                "was lost or replaced. Put the right one back, or set EVIDENCE_HOME to a new "
                "directory and restore a backup there. Nothing was changed."
            ) from error
        return str(error)
    return None


def _make(
    connection: psycopg.Connection, passwords: Mapping[str, str], owner_creates_databases: bool
) -> None:
    create = "CREATEDB" if owner_creates_databases else "NOCREATEDB"
    rights: dict[Role, str] = {"owner": create, "runtime": "NOCREATEDB"}
    for role, right in rights.items():
        name = sql.Identifier(NAMES[role])
        with connection.transaction():
            connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(name))
            connection.execute(
                sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER {} PASSWORD {}").format(
                    name, sql.SQL(right), sql.Literal(passwords[role])
                )
            )
    if owner_creates_databases:
        # Who drops databases has to end the sessions that are still in them.
        connection.execute(
            sql.SQL("GRANT pg_signal_backend TO {}").format(sql.Identifier(NAMES["owner"]))
        )
    owner, database = sql.Identifier(NAMES["owner"]), sql.Identifier(DATABASE)
    connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, owner))
