"""`manage.py serve`, which is `make run`: starts, starts again, stops, survives kill -9."""

import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from config.embedded import Cluster
from config.serving import RESTARTS, Part, TooManyDeaths, look_after, stop
from tests.databases import cloned, database_url
from tests.faults.contents import contents
from tests.faults.processes import PROJECT, children_of, environment, is_alive, kill, manage
from tests.faults.served import Served
from tests.patience import PATIENCE, eventually

pytestmark = pytest.mark.fault


@pytest.fixture
def serve(home: Path, port: int) -> Iterator[type[Served]]:
    """Start serve in this test's home and on its port; whatever still runs is stopped."""
    started: list[Served] = []

    def start(**settings: str) -> Served:
        started.append(Served(home, port, **settings))
        return started[-1]

    yield start  # type: ignore[misc]
    for served in started:
        if served.process.poll() is None:
            served.process.kill()
            served.process.wait()


def rows(home: Path) -> dict[str, str]:
    with Cluster(home).in_use() as cluster, psycopg.connect(cluster.url("superuser")) as database:
        return contents(database)


def test_it_starts_once_stops_wholly_and_starts_again_unchanged(
    serve: type[Served], home: Path, port: int
) -> None:
    first = serve(EVIDENCE_DEMO="1")
    first.wait_until_up()
    assert first.answers()
    parts = list(children_of(first.process.pid))
    server = Cluster(home).postmaster()
    assert len(parts) == 2
    assert server
    assert listening_on(port) == [f"0100007F:{port:04X}"]  # 127.0.0.1 and nowhere else

    second = manage("serve", home=home, PORT=str(port), EVIDENCE_DEMO="1")
    assert second.returncode == 0
    assert second.stdout == (
        f"EVidence is already running at http://127.0.0.1:{port}. Nothing was changed.\n"
    )
    assert list(children_of(first.process.pid)) == parts
    assert Cluster(home).postmaster() == server

    assert first.finish() == 0
    assert first.said("Stopping.")
    assert not any(map(is_alive, [*parts, server]))
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0

    before = rows(home)
    assert len(before) > 30
    again = serve(EVIDENCE_DEMO="1")
    again.wait_until_up()
    assert again.finish(signal.SIGTERM) == 0
    assert rows(home) == before


def test_every_killed_part_is_started_again_and_a_killed_serve_leaves_no_part(
    serve: type[Served], home: Path
) -> None:
    served = serve(EVIDENCE_DEMO="1")
    served.wait_until_up()
    for words, name in (("gunicorn", "web server"), ("procrastinate", "job worker")):
        killed = served.part(words)
        assert killed
        kill(killed)
        eventually(lambda words=words, old=killed: served.part(words) not in (None, old))
        eventually(served.answers)
        again = f"The {name} ended (signal SIGKILL); starting it again."
        eventually(lambda again=again: served.said(again))
    server = Cluster(home).postmaster()
    assert server
    kill(server)
    # First this: a backend that has not noticed yet would still answer.
    eventually(lambda: served.said("PostgreSQL ended; starting it again."))
    eventually(served.answers)
    assert Cluster(home).postmaster() not in (None, server)

    parts = list(children_of(served.process.pid))
    workers = [pid for part in parts for pid in children_of(part)]
    assert len(parts) == 2
    assert len(workers) >= 2
    kill(served.process.pid)
    eventually(lambda: not any(map(is_alive, [*parts, *workers])))

    healed = serve(EVIDENCE_DEMO="1")
    healed.wait_until_up()
    assert healed.answers()
    assert healed.finish() == 0
    assert Cluster(home).postmaster() is None


def test_a_stop_in_the_middle_of_the_first_start_stops_everything(
    serve: type[Served], home: Path
) -> None:
    served = serve(EVIDENCE_DEMO="1")
    eventually(lambda: served.said("Database:"))
    assert served.finish() in (0, 130)
    assert not served.said("EVidence is at")
    assert Cluster(home).postmaster() is None
    again = serve(EVIDENCE_DEMO="1")
    again.wait_until_up()
    assert again.finish() == 0


def test_a_closed_terminal_stops_everything(home: Path, port: int) -> None:
    serve = subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=PROJECT,
        env=environment(home, PORT=str(port), EVIDENCE_DEMO="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    eventually(lambda: len(children_of(serve.pid)) == 2)
    parts = list(children_of(serve.pid))
    assert serve.stdout
    serve.stdout.close()  # from here on printing fails
    serve.send_signal(signal.SIGHUP)
    serve.wait(PATIENCE)
    assert not any(map(is_alive, parts))
    assert Cluster(home).postmaster() is None


def test_a_taken_port_is_refused(home: Path, port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        refused = manage("serve", home=home, PORT=str(port), EVIDENCE_DEMO="1")
    assert refused.returncode == 1
    assert f"Port {port} of 127.0.0.1 cannot be used (Address already in use)" in refused.stderr
    assert f"make run PORT={port + 1}" in refused.stderr
    assert Cluster(home).postmaster() is None


def test_a_demonstration_for_other_machines_is_refused(home: Path, port: int) -> None:
    refused = manage("serve", home=home, PORT=str(port), EVIDENCE_DEMO="1", EVIDENCE_BIND="0.0.0.0")
    assert refused.returncode == 1
    assert "it listens on 127.0.0.1 only, and EVIDENCE_BIND is 0.0.0.0" in refused.stderr


def listening_on(port: int) -> list[str]:
    """Return the local addresses that listen on `port`, as the kernel writes them."""
    return [
        line.split()[1]
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
        if line.split()[3] == "0A" and line.split()[1].endswith(f":{port:04X}")
    ]


@pytest.fixture
def real_server(django_db_setup: None, django_db_blocker: object) -> Iterator[dict[str, str]]:
    """A migrated database of the suite's server, as somebody's real one."""
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())  # type: ignore[attr-defined]
        name = stack.enter_context(cloned("served"))
        yield {
            "DATABASE_URL": database_url(name),
            "DATABASE_OWNER_URL": database_url(name, owner=True),
        }


def test_a_demonstration_on_a_real_server_must_be_asked_for(
    serve: type[Served], home: Path, port: int, real_server: dict[str, str]
) -> None:
    with psycopg.connect(real_server["DATABASE_OWNER_URL"]) as database:
        before = contents(database)
    refused = manage("serve", home=home, PORT=str(port), EVIDENCE_DEMO="1", **real_server)
    assert refused.returncode == 1
    assert "This would be a demonstration on a real server" in refused.stderr
    assert "Nothing was started or changed" in refused.stderr
    with psycopg.connect(real_server["DATABASE_OWNER_URL"]) as database:
        assert contents(database) == before
    asked = serve(EVIDENCE_DEMO="1", EVIDENCE_DEMO_ON_REAL_SERVER="1", **real_server)
    asked.wait_until_up()
    assert asked.finish() == 0


def test_a_real_server_is_served_without_the_starter_set(
    serve: type[Served], home: Path, real_server: dict[str, str]
) -> None:
    served = serve(EVIDENCE_DEMO="0", SECRET_KEY=secrets.token_urlsafe(64), **real_server)
    served.wait_until_up()
    assert served.answers()
    assert served.finish() == 0
    assert not (home / "postgres").exists()
    assert not (home / "postgres.path").exists()
    with psycopg.connect(real_server["DATABASE_OWNER_URL"]) as database:
        assert database.execute("SELECT count(*) FROM evidence_item").fetchone() == (0,)
        assert database.execute("SELECT count(*) > 100 FROM evidence_term").fetchone() == (True,)


def test_a_part_that_dies_again_and_again_is_given_up() -> None:
    said: list[str] = []
    part = Part("sick part", ["-c", "raise SystemExit(3)"])
    with pytest.raises(TooManyDeaths, match=f"sick part ended {RESTARTS} times .*exit code 3"):
        while True:
            look_after([part], PROJECT, said.append)
            assert part.process
            part.process.wait(PATIENCE)
    assert said == ["The sick part ended (exit code 3); starting it again."] * (RESTARTS - 1)


def test_a_part_that_will_not_stop_is_ended_with_its_children() -> None:
    stubborn = (
        "import os, signal, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "os.fork()\n"
        "print(os.getpid(), flush=True)\n"
        "time.sleep(60)"
    )
    part = Part("stubborn part", ["-c", stubborn])
    part.start(PROJECT)
    assert part.process
    leader = part.process.pid
    children = eventually(lambda: list(children_of(leader)))
    stop([part])
    assert not is_alive(leader)
    # The system ends the others with it, but nobody waits for them.
    eventually(lambda: not any(map(is_alive, children)))
    assert os.getpid() != leader
