"""The embedded PostgreSQL works for root and for plain users, in awkward places, or says why."""

import os
import pwd
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config.embedded import Cluster, ClusterError
from config.embedded.place import ROOT_PLACES, Place, programs_for
from tests.faults.processes import PLAIN_ACCOUNT, as_plain_user

pytestmark = pytest.mark.fault

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="this is about running as root")
AWKWARD = [
    "a path with spaces",
    "quotes ' and \" and $HOME and `date`",
    "back\\slash, comma; 100% {ü}",
    "x" * 120,
]


@pytest.fixture(scope="module")
def programs() -> Iterator[Path]:
    """The wheel's programs where a plain user can run them, wherever this project lies."""
    directory = Path(tempfile.mkdtemp(prefix="evidence-programs-"))
    directory.chmod(0o755)
    account = pwd.getpwuid(os.geteuid())
    yield programs_for(Place(directory, account))
    shutil.rmtree(directory)


@pytest.fixture
def plain_home() -> Iterator[Path]:
    """A directory of a plain user, where that user may make a home."""
    directory = Path(tempfile.mkdtemp(prefix="evidence-plain-"))
    if os.geteuid() == 0:
        account = pwd.getpwnam(PLAIN_ACCOUNT)
        os.chown(directory, account.pw_uid, account.pw_gid)
    yield directory
    shutil.rmtree(directory)


def start_and_answer(home: Path, binaries: Path | None) -> dict[str, str]:
    """Start, write, leave, start again, read; return where everything was."""
    with (
        Cluster(home, binaries, durable=False).in_use() as cluster,
        psycopg.connect(cluster.url("owner")) as owner,
    ):
        owner.execute("CREATE TABLE proof AS SELECT 'kept' AS word")
    with (
        Cluster(home, binaries, durable=False).in_use() as cluster,
        psycopg.connect(cluster.url("owner")) as owner,
    ):
        row = owner.execute("SELECT word FROM proof").fetchone()
        sockets = cluster.place.socket_directory()
        answer = {
            "word": row[0] if row else "",
            "place": str(cluster.place.directory),
            "sockets": str(sockets),
            "server runs as": str(Path(f"/proc/{cluster.postmaster()}").stat().st_uid),
        }
    if sockets != cluster.place.directory:
        shutil.rmtree(sockets)
    return answer


@pytest.mark.parametrize("name", AWKWARD)
def test_a_plain_user_keeps_everything_in_the_home(
    plain_home: Path, programs: Path, name: str
) -> None:
    home = plain_home / name
    answer = as_plain_user(start_and_answer, home, programs)
    assert answer["word"] == "kept"
    assert answer["place"] == str(home / "postgres")
    assert answer["server runs as"] == str(plain_home.stat().st_uid)
    fits = len(os.fsencode(home)) < 80 and "," not in name
    assert answer["sockets"].startswith(str(home) if fits else "/tmp/evidence-")


@as_root
@pytest.mark.parametrize("name", AWKWARD)
def test_root_runs_the_server_as_somebody_else_in_its_own_place(home: Path, name: str) -> None:
    awkward = home / name
    answer = start_and_answer(awkward, None)
    assert answer["word"] == "kept"
    assert Path(answer["place"]).parent == ROOT_PLACES
    assert (awkward / "postgres.path").read_text() == answer["place"] + "\n"
    assert answer["server runs as"] == str(pwd.getpwnam("nobody").pw_uid)
    assert awkward.stat().st_mode & 0o077 == 0  # made private, although the server cannot enter it
    Cluster(awkward).destroy()


def test_a_socket_directory_somebody_else_made_is_refused(plain_home: Path, programs: Path) -> None:
    home = plain_home / ("x" * 120)
    squatted = as_plain_user(start_and_answer, home, programs)["sockets"]
    Path(squatted).mkdir(mode=0o777)
    Path(squatted).chmod(0o777)
    with pytest.raises(ClusterError, match=f"{squatted} is needed .* Nothing was changed"):
        as_plain_user(start_and_answer, home, programs)
    Path(squatted).rmdir()


def test_a_home_that_may_not_be_written_is_refused(plain_home: Path, programs: Path) -> None:
    with pytest.raises(ClusterError, match="/proc/evidence cannot be made"):
        as_plain_user(start_and_answer, Path("/proc/evidence"), programs)
    locked = plain_home / "locked"
    locked.mkdir(mode=0o555)
    if os.geteuid() != 0:
        locked.chmod(0o555)
    with pytest.raises(ClusterError, match="may not write there"):
        as_plain_user(start_and_answer, locked, programs)
    assert list(locked.iterdir()) == []


@as_root
def test_a_home_begun_by_somebody_else_is_refused(
    home: Path, plain_home: Path, programs: Path
) -> None:
    mine = plain_home / "mine"
    as_plain_user(start_and_answer, mine, programs)
    with pytest.raises(ClusterError, match=f"was begun by {PLAIN_ACCOUNT}.*Nothing was changed"):
        start_and_answer(mine, None)
    assert not (mine / "postgres.path").exists()
    start_and_answer(home, None)
    account = pwd.getpwnam(PLAIN_ACCOUNT)
    for path in (home.parent, home, *home.iterdir()):
        os.chown(path, account.pw_uid, account.pw_gid)
    with pytest.raises(ClusterError, match=r"was begun by root.*Nothing was changed"):
        as_plain_user(start_and_answer, home, programs)
    assert not (home / "postgres").exists()


@as_root
def test_a_moved_home_keeps_its_database_and_a_copied_one_is_refused(home: Path) -> None:
    place = start_and_answer(home, None)["place"]
    moved = home.with_name("moved")
    home.rename(moved)
    with (
        Cluster(moved).in_use() as cluster,
        psycopg.connect(cluster.url("owner")) as owner,
    ):
        assert str(cluster.place.directory) == place
        assert owner.execute("SELECT word FROM proof").fetchone() == ("kept",)
    copied = home.with_name("copied")
    shutil.copytree(moved, copied)
    with pytest.raises(ClusterError, match=f"{copied} looks like a copy of {moved}"):
        start_and_answer(copied, None)
    shutil.rmtree(copied)
    moved.rename(home)


@as_root
def test_a_home_whose_database_is_gone_is_refused_and_may_begin_again(home: Path) -> None:
    gone = Path(start_and_answer(home, None)["place"])
    away = gone.with_name(gone.name + "-away")
    gone.rename(away)
    with pytest.raises(ClusterError, match=f"{gone}, and nothing is there"):
        start_and_answer(home, None)
    away.rename(gone)
    Cluster(home).destroy()
    (home / "postgres.path").unlink()
    assert start_and_answer(home, None)["word"] == "kept"


@as_root
def test_a_database_whose_home_was_deleted_is_named_and_left_alone(home: Path) -> None:
    left = Path(start_and_answer(home, None)["place"])
    shutil.rmtree(home)
    with Cluster(home, durable=False).in_use() as cluster:
        assert cluster.place.directory != left
        assert cluster.place.abandoned() == [left]
        with psycopg.connect(cluster.url("owner")) as owner:
            assert owner.execute("SELECT to_regclass('proof')").fetchone() == (None,)
    assert (left / "data" / "PG_VERSION").exists()
    shutil.rmtree(left)
    assert cluster.place.abandoned() == []


def test_another_major_version_is_refused_and_nothing_is_touched(
    home: Path, system_postgres: Path
) -> None:
    older = Cluster(home, system_postgres, durable=False)
    with older.in_use(), psycopg.connect(older.url("owner")) as owner:
        owner.execute("CREATE TABLE proof AS SELECT 'kept' AS word")
    before = state_of(older.data)
    with pytest.raises(
        ClusterError,
        match=r"were made by PostgreSQL \d+; this is PostgreSQL 18, .*backup.*Nothing was changed",
    ):
        start_and_answer(home, None)
    assert state_of(older.data) == before
    with older.in_use(), psycopg.connect(older.url("owner")) as owner:
        assert owner.execute("SELECT word FROM proof").fetchone() == ("kept",)


def state_of(directory: Path) -> dict[str, tuple[int, int]]:
    files = (path for path in directory.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in files}


def test_lost_passwords_are_refused_with_what_to_do(home: Path) -> None:
    start_and_answer(home, None)
    (home / "passwords.json").rename(home / "kept.json")
    with pytest.raises(ClusterError, match=r"passwords\.json .* does not fit"):
        start_and_answer(home, None)
    assert Cluster(home).postmaster() is None
    (home / "kept.json").rename(home / "passwords.json")
    with (
        Cluster(home).in_use() as cluster,
        psycopg.connect(cluster.url("owner")) as owner,
    ):
        assert owner.execute("SELECT word FROM proof").fetchone() == ("kept",)


def test_programs_that_are_no_postgresql_are_refused(home: Path) -> None:
    programs = home.parent / "programs"
    programs.mkdir()
    (programs / "postgres").write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 14.1'\n")
    (programs / "postgres").chmod(0o755)
    home.parent.chmod(0o755)
    with pytest.raises(ClusterError, match="holds no PostgreSQL 15 or later"):
        start_and_answer(home, programs)
