"""`manage.py serve`, which `make run` calls: all of EVidence until Ctrl-C."""

import contextlib
import fcntl
import hashlib
import http.client
import os
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from config.embedded import Cluster
from config.embedded.cluster import make_home
from config.embedded.environment import exit_on_termination
from config.serving import PREPARED, Part, TooManyDeaths, look_after, stop
from releases.actions.placing import sweep_leftovers

LOOPBACK = "127.0.0.1"
ANSWER_SECONDS = 60
PORT_SECONDS = 3  # a killed serve's web server needs a moment to let go of the port


class Command(BaseCommand):
    """Prepares the database, starts web server and job worker, and looks after them."""

    help = "Run EVidence: database, web server and job worker, until Ctrl-C."

    def handle(self, *args: Any, **options: Any) -> None:
        exit_on_termination(0)
        host = self.host()
        address = f"http://{host}:{settings.PORT}"
        make_home(settings.EVIDENCE_HOME)
        with (settings.EVIDENCE_HOME / "serve.lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                self.say(f"EVidence is already running at {lock.read()}. Nothing was changed.")
                return
            lock.truncate(0)
            lock.write(address)
            lock.flush()
            with listening(host, settings.PORT) as listener:
                self.run(listener.fileno(), address)

    def say(self, sentence: str) -> None:
        """Print one line at once, also into a pipe."""
        self.stdout.write(sentence)
        self.stdout.flush()

    def host(self) -> str:
        """Return the address to listen on; a demonstration is for this machine only."""
        host = os.environ.get("EVIDENCE_BIND") or LOOPBACK
        if not settings.DEMO:
            return host
        if host != LOOPBACK:
            raise CommandError(
                f"A demonstration opens its accounts without a password, so it listens on "
                f"{LOOPBACK} only, and EVIDENCE_BIND is {host}. Unset EVIDENCE_BIND or "
                "EVIDENCE_DEMO. Nothing was started or changed."
            )
        if not is_embedded() and os.environ.get("EVIDENCE_DEMO_ON_REAL_SERVER") != "1":
            raise CommandError(
                "This would be a demonstration on a real server: DATABASE_URL is set, and a "
                "demonstration loads the starter set and opens its accounts without a password. "
                "Unset DATABASE_URL to use the embedded PostgreSQL, unset EVIDENCE_DEMO to run "
                "for real (`manage.py serve`), or set EVIDENCE_DEMO_ON_REAL_SERVER=1 if you "
                "mean it. Nothing was started or changed."
            )
        return host

    def prepare(self) -> None:
        """Bring database and static files up to date; what is up to date stays as it is."""
        for left in Cluster(settings.EVIDENCE_HOME).place.abandoned() if is_embedded() else ():
            self.say(f"An earlier database of this home is in {left}; delete it if you like.")
        self.say("Database: bringing the tables up to date.")
        with ThreadPoolExecutor(1) as beside:
            collected = beside.submit(collect_static_files)
            call_command("migrate", verbosity=0, stdout=self.stdout)
            collected.result()

    def seed(self) -> None:
        """Load what every installation has, or the demonstration; what is there already stays."""
        if settings.DEMO:
            self.say("Demonstration: looking after the starter set and its accounts.")
            call_command("load_starter", verbosity=0, stdout=self.stdout)
            call_command("make_demo_accounts", verbosity=0, stdout=self.stdout)
        else:
            call_command("load_vocabulary", verbosity=0, stdout=self.stdout)
        sweep_leftovers()
        release_connections()
        connections["default"].close_pool()
        connections.close_all()

    def run(self, listener: int, address: str) -> None:
        """Prepare, start web server and job worker, and look after them until told to stop."""
        waits, tells = os.pipe()
        parts = [Part("web server", web_command(listener), sockets=[listener, waits])]
        os.environ[PREPARED] = str(waits)
        try:
            look_after(parts, settings.BASE_DIR, self.say)  # it imports while we prepare
            self.prepare()
            os.close(tells)
            self.seed()
            if os.environ.get("EVIDENCE_WORKER", "1") == "1":  # else it is a service of its own
                parts.append(Part("job worker", ["manage.py", "procrastinate", "worker"]))
            self.watch(parts, address)
        except KeyboardInterrupt:
            self.say("")
        except TooManyDeaths as error:
            raise CommandError(str(error)) from error
        finally:
            with contextlib.suppress(OSError):  # the terminal may be gone
                self.say("Stopping.")
            stop(parts)

    def watch(self, parts: list[Part], address: str) -> None:
        """Say where EVidence is once it answers, and start again whatever dies."""
        cluster = Cluster(settings.EVIDENCE_HOME) if is_embedded() else None
        answered, deadline = False, time.monotonic() + ANSWER_SECONDS
        while True:
            look_after(parts, settings.BASE_DIR, self.say)
            if cluster and cluster.postmaster() is None:
                self.say("PostgreSQL ended; starting it again.")
                cluster.ensure_running()
            if not answered and (answered := answers(settings.PORT)):
                self.say(f"EVidence is at {address} (Ctrl-C stops it).")
            elif not answered and time.monotonic() > deadline:
                raise CommandError(f"Nothing answers at {address}; see the messages above.")
            time.sleep(0.2 if answered else 0.05)


def is_embedded() -> bool:
    """Say whether `manage.py` started the embedded PostgreSQL for this process."""
    return os.environ.get("EVIDENCE_EMBEDDED") == "1"


def release_connections() -> None:
    """Close every connection: from here on the parts have their own."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        connection.close_pool()


@contextlib.contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """Hold the listening socket: a web server that dies is replaced without refusing anybody."""
    deadline = time.monotonic() + PORT_SECONDS
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        while True:
            try:
                listener.bind((host, port))
                break
            except OSError as error:
                if time.monotonic() > deadline:
                    raise CommandError(
                        f"Port {port} of {host} cannot be used ({error.strerror}): another "
                        "program probably listens there. Stop it, or choose another port: "
                        f"`make run PORT={port + 1}`. Nothing was changed."
                    ) from error
                time.sleep(0.1)
        listener.listen(2048)
        yield listener


def web_command(listener: int) -> list[str]:
    """Return gunicorn's arguments. Its control socket would lie outside EVIDENCE_HOME: none."""
    return [
        *("-m", "gunicorn", "config.wsgi:application", "--bind", f"fd://{listener}"),
        *("--workers", os.environ.get("WEB_CONCURRENCY") or "2", "--threads", "4"),
        *("--preload", "--graceful-timeout", "2", "--log-level", "warning"),
        # As long as an address may be, so that the site itself says when one is too long.
        *("--no-control-socket", "--limit-request-line", "8190"),
    ]


def answers(port: int) -> bool:
    """Ask the web server whether it and its database are well."""
    host = settings.ALLOWED_HOSTS[0].lstrip(".") if settings.ALLOWED_HOSTS else "localhost"
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
    with contextlib.closing(connection):
        try:
            connection.request("GET", "/healthz", headers={"Host": host.replace("*", "localhost")})
            return connection.getresponse().status == http.client.OK
        except OSError:
            return False


def collect_static_files() -> None:
    """Collect and hash the static files where one of them changed since the last time."""
    fingerprint = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            file = Path(storage.path(path)).stat()
            fingerprint.update(f"{path} {file.st_size} {file.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".fingerprint"
    if stamp.exists() and stamp.read_text(encoding="ascii") == fingerprint.hexdigest():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(fingerprint.hexdigest(), encoding="ascii")
