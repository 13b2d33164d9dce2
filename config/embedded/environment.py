"""What every command of `manage.py` finds in its environment: a database and a secret key."""

import contextlib
import os
import secrets
import signal
import sys
from collections.abc import Callable, Iterator, MutableMapping
from pathlib import Path

from .cluster import Cluster, make_home
from .place import write_private

# Commands that never ask the database. Every other one finds it running.
WITHOUT_DATABASE = frozenset({"check", "collectstatic", "help", "write_docs"})


@contextlib.contextmanager
def provided(home: Path, arguments: list[str], load: Callable[[], object]) -> Iterator[None]:
    """Run one command with DATABASE_URL, DATABASE_OWNER_URL and SECRET_KEY in the environment.

    Where DATABASE_URL is set already nothing is started, and the secret key must be set as well
    unless this is the demo. Otherwise the embedded cluster of `home` runs as long as the block,
    and `load`, which imports what the command will need, is called while it starts.
    """
    environment = os.environ
    needs_database = _needs_database(arguments)
    if environment.get("DATABASE_URL") or not needs_database:
        environment.pop("EVIDENCE_EMBEDDED", None)
        if needs_database and environment.get("EVIDENCE_DEMO") == "1":
            _provide_secret_key(home, environment)
        yield
        return
    exit_on_termination(128 + signal.SIGTERM)
    cluster = Cluster(home)

    def name_and_load() -> None:
        environment["DATABASE_URL"] = cluster.url("runtime")
        environment["DATABASE_OWNER_URL"] = cluster.url("owner")
        environment["EVIDENCE_EMBEDDED"] = "1"
        _provide_secret_key(home, environment)
        load()

    with cluster.in_use(meanwhile=name_and_load):
        yield


def exit_on_termination(code: int) -> None:
    """Leave in order, with `code`, when told to terminate or when the terminal is closed."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
            signal.signal(number, lambda *_: sys.exit(code))


def _needs_database(arguments: list[str]) -> bool:
    if not arguments or {"-h", "--help", "--version"} & set(arguments):
        return False
    return arguments[0] not in WITHOUT_DATABASE


def _provide_secret_key(home: Path, environment: MutableMapping[str, str]) -> None:
    if environment.get("SECRET_KEY"):
        return
    make_home(home)
    file = home / "secret_key"
    if not file.exists():
        write_private(file, secrets.token_urlsafe(64))
    environment["SECRET_KEY"] = file.read_text(encoding="utf-8")
