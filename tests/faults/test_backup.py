"""`manage.py backup` and `restore`: a round trip on both servers and between them."""

import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from config.embedded import Cluster
from tests.faults.contents import contents
from tests.faults.processes import PROJECT, environment, manage
from tests.patience import eventually

pytestmark = pytest.mark.fault


class Site:
    """An EVidence of its own, on the embedded server or on a real one, driven by commands."""

    def __init__(self, home: Path, binaries: Path | None, stack: ExitStack) -> None:
        self.home = home
        self.cluster = stack.enter_context(Cluster(home, binaries, durable=False).in_use())
        self.settings = {}
        if binaries:  # to `manage.py` it is a real server: it knows the addresses only
            self.home = home.with_name("real")
            self.settings = {
                "DATABASE_URL": self.cluster.url("runtime"),
                "DATABASE_OWNER_URL": self.cluster.url("owner"),
                "SECRET_KEY": secrets.token_urlsafe(64),
            }

    def manage(self, *command: str) -> subprocess.CompletedProcess[str]:
        return manage(*command, home=self.home, **self.settings)

    def does(self, *command: str) -> str:
        done = self.manage(*command)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refuses(self, *command: str) -> str:
        done = self.manage(*command)
        assert done.returncode == 1, done.stdout
        return done.stderr

    def contents(self) -> dict[str, str]:
        with psycopg.connect(self.cluster.url("superuser")) as database:
            return contents(database)

    def execute(self, statement: str, role: str = "owner") -> int:
        with psycopg.connect(self.cluster.url(role)) as database:
            return database.execute(statement).rowcount


@pytest.fixture
def embedded(home: Path) -> Iterator[Site]:
    with ExitStack() as stack:
        yield Site(home, None, stack)


@pytest.fixture
def real(home: Path, system_postgres: Path) -> Iterator[Site]:
    second = home.with_name("second")
    with ExitStack() as stack:
        yield Site(second, system_postgres, stack)
    Cluster(second).destroy()


def test_a_round_trip_from_the_embedded_server(embedded: Site, real: Site, home: Path) -> None:
    round_trip(embedded, real, home.with_name("first.backup"))


def test_a_round_trip_from_a_real_server(embedded: Site, real: Site, home: Path) -> None:
    round_trip(real, embedded, home.with_name("first.backup"))


def round_trip(site: Site, other: Site, file: Path) -> None:
    """Back up, damage, restore here; then restore on the other server, still empty."""
    site.does("migrate")
    site.does("load_starter", "--verbosity=0")
    before = site.contents()
    assert len(before) > 30

    assert "keep it private" in site.does("backup", str(file))
    assert file.stat().st_mode & 0o777 == 0o600
    assert "never replaces a file" in site.refuses("backup", str(file))
    assert site.execute("DELETE FROM evidence_version_choice") > 100
    site.execute("CREATE TABLE added_later (n int)")
    changed = site.contents()
    assert changed != before

    assert "Nothing was changed" in site.refuses("restore", str(file))
    assert site.contents() == changed
    site.does("restore", str(file), "--replace")
    assert site.contents() == before

    other.does("restore", str(file))
    assert other.contents() == before
    for restored in (site, other):
        assert restored.execute("SELECT 1 FROM evidence_item", "runtime") == 56
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            restored.execute("UPDATE evidence_version SET number = 7", "runtime")
        restored.does("load_starter", "--verbosity=0")
        assert restored.contents() == before


def test_files_that_are_no_whole_backup_change_nothing(embedded: Site, home: Path) -> None:
    embedded.does("migrate")
    embedded.does("load_vocabulary")
    whole, cut, other = (home.with_name(name) for name in ("whole", "cut", "other"))
    embedded.does("backup", str(whole))
    cut.write_bytes(whole.read_bytes()[:-30_000])
    other.write_text("not a backup")
    embedded.execute("CREATE TABLE stays AS SELECT 'here' AS word")
    before = embedded.contents()
    assert "There is no file" in embedded.refuses("restore", str(home / "nowhere"), "--replace")
    for broken in (cut, other):
        refusal = embedded.refuses("restore", str(broken), "--replace")
        assert f"{broken} was not restored" in refusal
        assert "Nothing was changed" in refusal
        assert embedded.contents() == before
    assert "no directory" in embedded.refuses("backup", str(home / "nowhere" / "file"))


def test_a_backup_of_a_newer_evidence_is_refused(embedded: Site, home: Path) -> None:
    file = home.with_name("newer")
    embedded.does("migrate")
    future = "FROM django_migrations WHERE name = '9999_future'"
    embedded.execute(
        "INSERT INTO django_migrations (app, name, applied) VALUES "
        "('evidence', '9999_future', now())"
    )
    embedded.does("backup", str(file))
    embedded.execute(f"DELETE {future}")
    refusal = embedded.refuses("restore", str(file), "--replace")
    assert "made by a newer EVidence" in refusal
    assert "(evidence 9999_future)" in refusal
    assert embedded.execute(f"SELECT 1 {future}") == 0


def test_a_large_restore_that_is_refused_or_killed_has_replaced_nothing(
    embedded: Site, home: Path
) -> None:
    file = home.with_name("large")
    embedded.does("migrate")
    embedded.does("load_vocabulary")
    embedded.execute(
        "CREATE TABLE large AS SELECT n, repeat(md5(n::text), 3) FROM generate_series(1, 300000) n"
    )
    embedded.does("backup", str(file))
    embedded.execute("CREATE TABLE added_later AS SELECT 'here' AS word")
    before = embedded.contents()
    no_owner = {**embedded.settings, "DATABASE_OWNER_URL": embedded.cluster.url("runtime")}
    no_owner |= {"DATABASE_URL": embedded.cluster.url("runtime"), "SECRET_KEY": "x" * 50}
    refused = manage("restore", str(file), "--replace", home=home, **no_owner)
    assert "must be owner of schema public. Nothing was changed." in refused.stderr
    assert embedded.contents() == before

    restore = subprocess.Popen(
        [sys.executable, "manage.py", "restore", str(file), "--replace"],
        cwd=PROJECT,
        env=environment(embedded.home),
    )
    with psycopg.connect(embedded.cluster.url("superuser"), autocommit=True) as watch:
        eventually(lambda: watch.execute(COPYING).rowcount == 1, every=0.002)
        restore.kill()
        restore.wait()
        eventually(lambda: watch.execute(COPYING).rowcount == 0)
    assert embedded.contents() == before
    assert embedded.execute("SELECT 1 FROM evidence_term", "runtime") > 100
    embedded.does("restore", str(file), "--replace")
    assert "added_later" not in embedded.contents()


COPYING = "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'COPY public.large %'"
