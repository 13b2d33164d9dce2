"""One PostgreSQL cluster: made at its first use, shared by its users, stopped by the last one."""

import contextlib
import fcntl
import json
import os
import re
import secrets
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from . import roles
from .place import SOCKET_NAME, ClusterError, Place, place_of, programs_for, write_private

START_SECONDS = 120
ORPHAN_SECONDS = 20  # how long backends of a killed server may take to notice


class Cluster:
    """The PostgreSQL cluster of one home directory.

    `binaries` is the directory of another PostgreSQL's programs (15 or later); None means the
    one inside the wheel. `durable=False` gives up crash safety for speed, and
    `owner_creates_databases` lets the owner role make databases: both are for tests.
    """

    def __init__(
        self,
        home: Path,
        binaries: Path | None = None,
        *,
        durable: bool = True,
        owner_creates_databases: bool = False,
    ) -> None:
        self.home = home.resolve()
        self.durable = durable
        self.owner_creates_databases = owner_creates_databases
        self._given_binaries = binaries

    @contextlib.contextmanager
    def in_use(self, meanwhile: Callable[[], object] = lambda: None) -> Iterator["Cluster"]:
        """Keep the cluster running while the block runs; the last of all users stops it.

        Every user holds a shared lock, which the kernel takes back even from a killed process.
        `meanwhile` is called while the server starts: `url` is known then, and nobody answers yet.
        Raises ClusterError where the cluster cannot be made or started.
        """
        make_home(self.home)
        with (self.home / "users.lock").open("a") as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            try:
                self.ensure_running(meanwhile)
                yield self
            finally:
                with contextlib.suppress(BlockingIOError):  # somebody else still uses it
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    if "place" in vars(self):  # otherwise the start was refused before it began
                        self._stop()

    def ensure_running(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        """Start the server where it does not run, for a user who holds it in use already."""
        with (self.home / "start.lock").open("a") as lock, ThreadPoolExecutor(1) as beside:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.url()  # the first call decides where the cluster lives, and its passwords
            started = beside.submit(self._start)
            meanwhile()
            started.result()

    def url(self, role: roles.Role = "runtime", database: str = roles.DATABASE) -> str:
        """Return the address of `database` for 'runtime', 'owner' or 'superuser'."""
        user, password = roles.NAMES[role], self._passwords[role]
        host = quote(str(self.place.socket_directory()), safe="")
        return f"postgresql://{user}:{password}@{host}:5432/{quote(database, safe='')}"

    @cached_property
    def place(self) -> Place:
        """Where this cluster lives, and as whom it runs."""
        return place_of(self.home)

    @cached_property
    def binaries(self) -> Path:
        """The directory of PostgreSQL's programs, `pg_dump` and `psql` among them."""
        return self._given_binaries or programs_for(self.place)

    @property
    def data(self) -> Path:
        """PostgreSQL's data directory."""
        return self.place.directory / "data"

    def destroy(self) -> None:
        """Delete the cluster, unless it was never made. Its home may go after it. For tests."""
        if (self.home / "passwords.json").exists():
            self._stop("immediate")
            shutil.rmtree(self.place.directory)

    def postmaster(self) -> int | None:
        """Return the process id of this cluster's running server, or None.

        A number in postmaster.pid proves nothing: after a crash it may be a zombie's, or belong
        to an unrelated process. The command line must carry this cluster's name.
        """
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None
        return pid if f"--cluster_name={self.place.name}" in _command_line(pid) else None

    def _start(self) -> None:
        for half_made in self.place.directory.glob("new-*"):  # by a start that was killed
            shutil.rmtree(half_made, ignore_errors=True)
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        self._refuse_other_version()
        deadline = time.monotonic() + START_SECONDS
        while True:
            if self.postmaster() and not self._socket.exists():
                self._stop()  # somebody deleted its socket: nobody could reach it any more
            if self.postmaster() is None and not self._is_listening():
                self._launch()
            problem = roles.prepare(self.url, self._passwords, self.owner_creates_databases)
            if problem is None:
                return
            if time.monotonic() > deadline:
                raise ClusterError(
                    f"PostgreSQL runs in {self.place.directory} but does not answer: {problem} "
                    f"Its log is {self._log}. No data were changed."
                )
            time.sleep(0.05)  # it is starting up, or shutting down for somebody who was killed

    def _initialise(self) -> None:
        """Make the data directory beside its final name: it is there whole, or not at all."""
        place = self.place
        new = Path(tempfile.mkdtemp(prefix="new-", dir=place.directory))
        password = new / "password"
        write_private(password, self._passwords["superuser"])
        place.give(new)
        place.give(password)
        locale = "C.UTF-8" if sys.platform == "linux" else "C"
        arguments = [f"--pgdata={new / 'data'}", f"--username={roles.NAMES['superuser']}"]
        arguments += [f"--pwfile={password}", "--auth=scram-sha-256", "--data-checksums"]
        arguments += ["--encoding=UTF8", f"--locale={locale}"]
        if self._major >= 17:  # its own C.UTF-8 sorts the same on every operating system
            arguments += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if not self.durable:
            arguments.append("--no-sync")
        done = place.run(self.binaries / "initdb", *arguments)
        if done.returncode:
            raise ClusterError(
                f"PostgreSQL could not make its data directory in {place.directory}: "
                f"{done.stderr.strip()} Nothing was saved; the next start tries again."
            )
        (new / "data").rename(self.data)
        shutil.rmtree(new)

    def _refuse_other_version(self) -> None:
        made_by = int((self.data / "PG_VERSION").read_text())
        if made_by != self._major:
            raise ClusterError(
                f"The data in {self.data} were made by PostgreSQL {made_by}; this is PostgreSQL "
                f"{self._major}, which cannot read them. Write a backup with the EVidence that "
                f"made them (`manage.py backup FILE`), set EVIDENCE_HOME to a new directory and "
                "run `manage.py restore FILE` there. Nothing was changed."
            )

    def _launch(self) -> None:
        """Start the server, over whatever a killed one left behind."""
        stale = self.data / "postmaster.pid", self._socket, Path(f"{self._socket}.lock")
        # Data and log are named relative to the place, where every program runs: pg_ctl hands
        # its arguments to a shell, which would stumble over a `$` or a `"` in the home's path.
        command = ["start", "-w", "-t", str(START_SECONDS), "-D", "data", "-l", self._log.name]
        command += ["-o", shlex.join(self._settings())]
        deadline = time.monotonic() + ORPHAN_SECONDS
        while True:
            for file in stale:
                file.unlink(missing_ok=True)
            said_before = self._log.stat().st_size if self._log.exists() else 0
            done = self.place.run(self.binaries / "pg_ctl", *command)
            if done.returncode == 0 or self.postmaster():  # perhaps from a start that was killed
                return
            said = self._log.read_bytes()[said_before:].decode(errors="replace").strip()
            if "shared memory block" not in said or time.monotonic() > deadline:
                raise ClusterError(
                    f"PostgreSQL did not start in {self.place.directory}. It says: {said} "
                    "No data were changed."
                )
            time.sleep(0.2)  # backends of a killed server are still leaving

    def _is_listening(self) -> bool:
        """Knock at the socket: a server in another container has no process id here."""
        with socket.socket(socket.AF_UNIX) as knock:
            return knock.connect_ex(str(self._socket)) == 0

    def _settings(self) -> list[str]:
        """The server's command line; no file of settings could name a home that was moved."""
        sockets = str(self.place.socket_directory()).replace('"', '""')
        settings = {
            "cluster_name": self.place.name,
            "listen_addresses": "",
            "unix_socket_directories": f'"{sockets}"',
            "port": "5432",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "log_checkpoints": "off",
        }
        if not self.durable:
            settings |= dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes"), "off")
        return [f"--{name}={value}" for name, value in settings.items()]

    def _stop(self, mode: str = "fast") -> None:
        if self.postmaster() is None:
            return
        pg_ctl, wait = self.binaries / "pg_ctl", ("-w", "-t", str(START_SECONDS))
        stopped = self.place.run(pg_ctl, "stop", "-D", "data", "-m", mode, *wait)
        if stopped.returncode and self.postmaster():
            raise ClusterError(
                f"PostgreSQL in {self.place.directory} does not stop: {stopped.stderr.strip()}"
            )

    @cached_property
    def _major(self) -> int:
        said = self.place.run(self.binaries / "postgres", "--version")
        version = re.search(r"\) (\d+)", said.stdout)
        if version is None or int(version[1]) < 15:
            raise ClusterError(
                f"{self.binaries} holds no PostgreSQL 15 or later that runs here: "
                f"{said.stdout.strip()} {said.stderr.strip()} Nothing was changed."
            )
        return int(version[1])

    @property
    def _socket(self) -> Path:
        return self.place.socket_directory() / SOCKET_NAME

    @property
    def _log(self) -> Path:
        return self.place.directory / "server.log"

    @cached_property
    def _passwords(self) -> dict[str, str]:
        """One password a role, made once and kept in a file only we may read."""
        file = self.home / "passwords.json"
        if not file.exists():
            made = {role: secrets.token_urlsafe(32) for role in roles.NAMES}
            write_private(file, json.dumps(made))
        kept: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
        return kept


def make_home(home: Path) -> None:
    """Make the home directory, for us alone; raise ClusterError where we may not write it."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        writable = os.access(home, os.W_OK | os.X_OK)
    except OSError as error:
        raise ClusterError(f"{home} cannot be made: {error}. Set EVIDENCE_HOME.") from error
    if not writable:
        raise ClusterError(
            f"{home} holds the data of EVidence, and this user may not write there. Go on as the "
            "user it belongs to, or set EVIDENCE_HOME to another directory. Nothing was changed."
        )


def _command_line(pid: int) -> str:
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{pid}/cmdline").read_text(errors="replace").replace("\0", " ")
        except OSError:  # no such process
            return ""
    ps = ["ps", "-ww", "-o", "args=", "-p", str(pid)]
    return subprocess.run(ps, capture_output=True, text=True, check=False).stdout
