"""The suite's own PostgreSQL: a throw-away cluster that starts before Django is configured.

Loaded by `-p tests.postgres` (pyproject.toml), so run the suite as `python -m pytest`.
EVIDENCE_TEST_SERVER says which PostgreSQL: `embedded` (default) or `system`, the newest one
installed on this machine. A DATABASE_URL of yours is never touched.
"""

import contextlib
import os
import secrets
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded import Cluster

SYSTEM_SERVERS = Path("/usr/lib/postgresql")


def system_binaries() -> Path | None:
    """Return the programs of the newest PostgreSQL installed on this machine, if any."""
    found = SYSTEM_SERVERS.glob("*/bin/postgres")
    newest = max(found, key=lambda path: float(path.parts[-3]), default=None)
    return newest.parent if newest else None


def _binaries() -> Path | None:
    server = os.environ.get("EVIDENCE_TEST_SERVER", "embedded")
    if server == "embedded":
        return None
    binaries = system_binaries() if server == "system" else None
    if binaries is None:
        raise pytest.UsageError(
            f"EVIDENCE_TEST_SERVER={server}: use 'embedded', or 'system' where PostgreSQL 15 or "
            f"later is installed in {SYSTEM_SERVERS}. Nothing was run."
        )
    return binaries


@contextlib.contextmanager
def _throw_away_cluster() -> Iterator[None]:
    with tempfile.TemporaryDirectory(prefix="evidence-tests-") as home:
        cluster = Cluster(
            Path(home) / "home", _binaries(), durable=False, owner_creates_databases=True
        )
        try:
            with cluster.in_use():
                os.environ["DATABASE_URL"] = cluster.url("runtime")
                os.environ["DATABASE_OWNER_URL"] = cluster.url("owner")
                os.environ["EVIDENCE_TEST_SUPERUSER_URL"] = cluster.url("superuser")
                os.environ["EVIDENCE_HOME"] = str(cluster.home)
                os.environ["SECRET_KEY"] = secrets.token_urlsafe(64)
                yield
        finally:
            cluster.destroy()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Start the cluster before pytest-django reads the settings; workers of xdist inherit it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.testing"
    if "PYTEST_XDIST_WORKER" not in os.environ:
        # Told to terminate, by a time limit for instance: leave in order, as after Ctrl-C. That
        # itself is ignored by what a shell starts in the background, and by all its children.
        for told in (signal.SIGTERM, signal.SIGINT):
            signal.signal(told, signal.default_int_handler)
        stack = contextlib.ExitStack()
        stack.enter_context(_throw_away_cluster())
        early_config.add_cleanup(stack.close)
    return (yield)


def pytest_configure(config: pytest.Config) -> None:
    """Register our fixtures after pytest-django's, so that ours are the ones that count."""
    config.pluginmanager.import_plugin("tests.databases")
