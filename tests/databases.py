"""Databases for tests: one migrated template a session, cloned where a test needs its own.

Tests run as the runtime role, so that what the database refuses it refuses in tests too.
"""

import copy
import io
import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import psycopg
import pytest
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import override_settings
from psycopg import sql

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
TEMPLATE = f"evidence_template_{WORKER}"
_numbers = itertools.count(1)


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


BuiltOnce = Callable[[Callable[[], Any]], Any]
Kept = dict[Callable[[], Any], tuple[BaseDatabaseWrapper, Any]]


@pytest.fixture(scope="session")
def kept(django_db_setup: None, django_db_blocker: Any) -> Iterator[Kept]:
    """What was built once, by what builds it, and the connection on which it can be seen."""
    known: Kept = {}
    yield known
    with django_db_blocker.unblock():
        for connection, _ in known.values():
            connection.close()


@pytest.fixture
def built_once(db: None, kept: Kept) -> Iterator[BuiltOnce]:
    """Build something for all tests that ask for it: each meets it as it was built.

    Called before anything else is written, with a function that builds and returns something. It
    is built in a transaction that never ends, in a database of its own, to which Django is
    connected until the test ends; what the test does there is undone, and checked before.
    """
    with ExitStack() as stack:

        def build_once(build: Callable[[], Any]) -> Any:
            if build not in kept:
                kept[build] = _built(build)
            connection, built = kept[build]
            stack.enter_context(_instead(connection))
            stack.enter_context(_undone())
            return copy.deepcopy(built)

        yield build_once


def _built(build: Callable[[], Any]) -> tuple[BaseDatabaseWrapper, Any]:
    name = f"evidence_built_{next(_numbers)}_{WORKER}"
    with _as_owner() as owner:
        owner.execute(_create(name, TEMPLATE))
    connection = connections.create_connection("default")
    connection.settings_dict = connection.settings_dict | {"NAME": name}
    with _instead(connection):
        _as_a_test().__enter__()
        built = build()
        connection.check_constraints()
    return connection, built


@contextmanager
def _instead(connection: BaseDatabaseWrapper) -> Iterator[None]:
    before = connections["default"]
    connections["default"] = connection
    try:
        yield
    finally:
        connections["default"] = before


@contextmanager
def _undone() -> Iterator[None]:
    with _as_a_test():
        yield
        connection = connections["default"]
        if not connection.needs_rollback:
            connection.check_constraints()
        transaction.set_rollback(True)


def _as_a_test() -> transaction.Atomic:
    """A transaction around a test, in which Django lets its outermost ones begin."""
    atomic = transaction.atomic()
    atomic._from_testcase = True
    return atomic


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
