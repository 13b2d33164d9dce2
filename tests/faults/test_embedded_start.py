"""The embedded PostgreSQL starts: the first time, again, twice at once, for many users."""

import multiprocessing
import stat
from pathlib import Path

import psycopg
import pytest

from config.embedded import Cluster
from tests.faults.processes import Holder, is_alive
from tests.patience import PATIENCE

pytestmark = pytest.mark.fault


def ask(cluster: Cluster, role: str, sql: str, database: str = "evidence") -> list[tuple]:
    with psycopg.connect(cluster.url(role, database)) as connection:
        return connection.execute(sql).fetchall()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_first_start_makes_a_sound_private_cluster(home: Path) -> None:
    with Cluster(home).in_use() as cluster:
        assert ask(cluster, "superuser", "SHOW data_checksums") == [("on",)]
        assert ask(cluster, "superuser", "SHOW fsync") == [("on",)]
        assert ask(cluster, "superuser", "SHOW listen_addresses") == [("",)]
        assert ask(cluster, "superuser", "SHOW server_encoding") == [("UTF8",)]
        assert ask(
            cluster,
            "superuser",
            "SELECT datlocprovider, datlocale, pg_get_userbyid(datdba) "
            "FROM pg_database WHERE datname = 'evidence'",
        ) == [("b", "C.UTF-8", "evidence_owner")]
        assert cluster.place.directory.stat().st_mode & 0o077 == 0
        assert cluster.data.stat().st_mode & 0o077 == 0
    assert mode(home) == 0o700
    assert mode(home / "passwords.json") == 0o600


def test_the_roles_hold_what_they_need_and_no_more(home: Path) -> None:
    with Cluster(home).in_use() as cluster:
        assert ask(
            cluster,
            "superuser",
            "SELECT rolname, rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, rolreplication, "
            "rolbypassrls FROM pg_roles WHERE rolname LIKE 'evidence%' ORDER BY 1",
        ) == [
            ("evidence_app", True, False, False, False, False, False),
            ("evidence_owner", True, False, False, False, False, False),
        ]
        with psycopg.connect(cluster.url("owner")) as owner:
            owner.execute("CREATE TABLE proof (kept text)")
        with psycopg.connect(cluster.url("runtime")) as runtime:
            runtime.execute("CREATE TEMPORARY TABLE scratch (n int)")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                runtime.execute("CREATE TABLE mine (n int)")
            runtime.rollback()
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                runtime.execute("SELECT * FROM proof")
            runtime.rollback()
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                runtime.execute("SET ROLE evidence_owner")


def test_nobody_gets_in_without_the_password(home: Path) -> None:
    with Cluster(home).in_use() as cluster:
        right = cluster.url("superuser")
        password = right.split(":")[2].split("@")[0]
        for wrong in (right.replace(password, "guess"), right.replace(f":{password}", "")):
            with pytest.raises(psycopg.OperationalError, match="password"):
                psycopg.connect(wrong)


def test_a_second_start_finds_everything_as_it_was(home: Path) -> None:
    with Cluster(home).in_use() as cluster:
        with psycopg.connect(cluster.url("owner")) as owner:
            owner.execute("CREATE TABLE proof AS SELECT 'kept' AS word")
        first = cluster.url("owner"), ask(cluster, "superuser", IDENTIFIER)
    assert cluster.postmaster() is None
    with Cluster(home).in_use() as again:
        assert (again.url("owner"), ask(again, "superuser", IDENTIFIER)) == first
        assert ask(again, "owner", "SELECT word FROM proof") == [("kept",)]


IDENTIFIER = "SELECT system_identifier FROM pg_control_system()"


def test_owner_may_create_databases_only_where_asked(home: Path) -> None:
    with Cluster(home, durable=False, owner_creates_databases=True).in_use() as cluster:
        with psycopg.connect(cluster.url("owner"), autocommit=True) as owner:
            owner.execute("CREATE DATABASE another")
        assert ask(cluster, "owner", "SELECT 1", "another") == [(1,)]


def test_two_starts_at_once_share_one_server(home: Path) -> None:
    holders = [Holder(home) for _ in range(2)]
    servers = [holder.postmaster() for holder in holders]
    assert servers[0] == servers[1]
    holders[0].leave()
    assert is_alive(servers[0])
    holders[1].leave()
    assert not is_alive(servers[0])


def test_the_last_user_stops_the_server_whoever_started_it(home: Path) -> None:
    starter = Holder(home)
    server = starter.postmaster()
    with Cluster(home).in_use() as cluster:
        starter.leave()
        assert ask(cluster, "owner", "SELECT 1") == [(1,)]
        with Cluster(home).in_use():  # the same process twice, as a command inside a command
            pass
        assert cluster.postmaster() == server
    assert not is_alive(server)


def test_many_users_coming_and_going_never_lose_the_server(home: Path) -> None:
    with Cluster(home, durable=False).in_use():
        pass
    context = multiprocessing.get_context("fork")
    users = [context.Process(target=use_again_and_again, args=(home,)) for _ in range(4)]
    for user in users:
        user.start()
    for user in users:
        user.join(PATIENCE)
    assert [user.exitcode for user in users] == [0, 0, 0, 0]
    assert Cluster(home).postmaster() is None


def use_again_and_again(home: Path) -> None:
    for _ in range(6):
        with Cluster(home, durable=False).in_use() as cluster:
            assert ask(cluster, "owner", "SELECT 1") == [(1,)]
