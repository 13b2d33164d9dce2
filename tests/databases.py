"""Databases for tests: one migrated template a session, cloned where a test needs its own.

Tests run as the runtime role, so that what the database refuses it refuses in tests too.
"""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import connections
from django.test import override_settings
from psycopg import sql

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
TEMPLATE = f"evidence_template_{WORKER}"


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """Migrate the template as its owner, and let the suite run in a clone of it."""
    from django.core.management import call_command

    with django_db_blocker.unblock():
        with _as_owner() as owner:
            owner.execute(_create(TEMPLATE))
        with _connected_to(TEMPLATE):
            call_command("migrate", verbosity=0)
    with cloned("shared"):
        yield


@pytest.fixture(scope="session")
def starter_template(django_db_setup: None, django_db_blocker: Any) -> str:
    """The name of a template that holds the demonstration's accounts and the starter set."""
    from django.core.management import call_command

    from accounts.actions.demo import make_demo_accounts

    name = f"evidence_starter_{WORKER}"
    with django_db_blocker.unblock(), override_settings(DEMO=True):
        with _as_owner() as owner:
            owner.execute(_create(name, TEMPLATE))
        with _connected_to(name):
            make_demo_accounts()
            call_command("load_starter", verbosity=0, stdout=io.StringIO())
    return name


@pytest.fixture
def starter() -> None:
    """What a test asks for whose own database is to hold the starter set from the beginning."""


@pytest.fixture
def committed_db(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[str]:
    """A database of this test's own, for what really commits: threads, processes, live servers.

    Both connections of Django point to it. Yields its name; not to be mixed with `db`.
    """
    wants_starter = "starter" in request.fixturenames
    template = request.getfixturevalue("starter_template") if wants_starter else TEMPLATE
    with django_db_blocker.unblock(), cloned("committed", template) as name:
        yield name


@contextmanager
def cloned(purpose: str, template: str = TEMPLATE) -> Iterator[str]:
    """Clone the template, point Django's connections to the clone, and drop it afterwards."""
    name = f"evidence_{purpose}_{WORKER}"
    # PostgreSQL clones only what nobody is connected to.
    for connection in connections.all(initialized_only=True):
        connection.close()
    with _as_owner() as owner:
        owner.execute(_create(name, template))
        try:
            with _connected_to(name):
                yield name
        finally:
            owner.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def database_url(name: str, *, owner: bool = False) -> str:
    """Return the address of the database `name` on the suite's server, for other processes."""
    url = os.environ["DATABASE_OWNER_URL" if owner else "DATABASE_URL"]
    return url.rsplit("/", 1)[0] + "/" + name


@contextmanager
def against_every_rule(name: str) -> Iterator[psycopg.Connection]:
    """Connect to the database `name` as a superuser whose statements no trigger looks at."""
    url = os.environ["EVIDENCE_TEST_SUPERUSER_URL"].rsplit("/", 1)[0] + "/" + name
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        yield connection


@contextmanager
def _connected_to(name: str) -> Iterator[None]:
    before = {alias: connections[alias].settings_dict["NAME"] for alias in connections}
    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
    try:
        yield
    finally:
        for alias in connections:
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = before[alias]


@contextmanager
def _as_owner() -> Iterator[psycopg.Connection]:
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        yield connection


def _create(name: str, template: str | None = None) -> sql.Composed:
    source = sql.SQL(" TEMPLATE {}").format(sql.Identifier(template)) if template else sql.SQL("")
    return sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)) + source
