"""A throw-away database: on the server of DATABASE_OWNER_URL, else in a cluster of its own."""

import contextlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from config.embedded import Cluster


@contextlib.contextmanager
def throw_away_database() -> Iterator[str]:
    """Point the environment at an empty database and a temporary home; yield the psql to use.

    A server of yours needs an owner that may create databases, and DATABASE_URL for the runtime
    role. The database and the home are gone afterwards.
    """
    with contextlib.ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="evidence-bench-")))
        psql = shutil.which("psql")
        if not os.environ.get("DATABASE_OWNER_URL"):
            cluster = Cluster(home / "home", owner_creates_databases=True)
            stack.callback(cluster.destroy)
            stack.enter_context(cluster.in_use())
            os.environ["DATABASE_OWNER_URL"] = cluster.url("owner")
            os.environ["DATABASE_URL"] = cluster.url("runtime")
            psql = str(cluster.binaries / "psql")
        if psql is None:
            raise SystemExit("There is no psql to compare with. Install PostgreSQL's client.")
        name = f"evidence_bench_{secrets.token_hex(4)}"
        owner = os.environ["DATABASE_OWNER_URL"]
        stack.enter_context(_database(owner, name))
        for variable in ("DATABASE_OWNER_URL", "DATABASE_URL"):
            os.environ[variable] = _renamed(os.environ[variable], name)
        os.environ["EVIDENCE_HOME"] = str(home / "home")
        os.environ["SECRET_KEY"] = secrets.token_urlsafe(64)
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.testing"
        yield psql


@contextlib.contextmanager
def _database(owner: str, name: str) -> Iterator[None]:
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            connection.execute(drop)


def _renamed(url: str, name: str) -> str:
    head, question, query = url.partition("?")
    return head.rsplit("/", 1)[0] + "/" + name + question + query
