"""Processes that use a cluster or run EVidence, for tests that kill them (Linux)."""

import multiprocessing
import os
import pwd
import queue
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.patience import PATIENCE, eventually

PROJECT = Path(__file__).resolve().parent.parent.parent
PLAIN_ACCOUNT = "daemon"
_HOLD = """
import sys
from pathlib import Path
from config.embedded import Cluster
with Cluster(Path(sys.argv[1])).in_use() as cluster:
    print(cluster.postmaster(), flush=True)
    sys.stdin.read()
"""


class Holder:
    """Another process that has the cluster of a home in use until it is told to leave."""

    def __init__(self, home: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _HOLD, str(home)],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def postmaster(self) -> int:
        """Wait until the cluster runs for this holder; return the server's process id."""
        assert self.process.stdout
        return int(self.process.stdout.readline())

    def leave(self) -> None:
        self.process.communicate(timeout=PATIENCE)
        assert self.process.returncode == 0

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=PATIENCE)


def is_alive(pid: int) -> bool:
    """Say whether `pid` runs; a zombie does not."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def children_of(parent: int) -> dict[int, str]:
    """Return process id and command line of every living child of `parent`."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
            command = (stat.parent / "cmdline").read_text(errors="replace").replace("\0", " ")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            found[int(stat.parent.name)] = command
    return found


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    eventually(lambda: not is_alive(pid))


def as_plain_user(function: Callable[..., Any], *arguments: Any) -> Any:
    """Run `function` as a plain user in a child process; return its answer, raise its error.

    Where the suite runs as a plain user already it is called as it is.
    """
    if os.geteuid() != 0:
        return function(*arguments)
    context = multiprocessing.get_context("fork")
    answers: Any = context.Queue()
    child = context.Process(target=_drop_and_answer, args=(answers, function, arguments))
    child.start()
    try:
        error, answer = answers.get(timeout=PATIENCE)
    except queue.Empty:
        child.kill()
        raise
    child.join()
    if error:
        raise error
    return answer


def _drop_and_answer(answers: Any, function: Callable[..., Any], arguments: Any) -> None:
    account = pwd.getpwnam(PLAIN_ACCOUNT)
    os.setgroups([])
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)
    os.chdir("/")
    try:
        answers.put((None, function(*arguments)))
    except Exception as error:  # noqa: BLE001 - the parent raises it again
        answers.put((error, None))


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return the environment of a newcomer's shell: none of the suite's own settings."""
    own = {"DATABASE_URL", "DATABASE_OWNER_URL", "DJANGO_SETTINGS_MODULE", "SECRET_KEY"}
    kept = {name: value for name, value in os.environ.items() if name not in own}
    return {**kept, "EVIDENCE_HOME": str(home), **more}


def manage(*command: str, **settings: Any) -> subprocess.CompletedProcess[str]:
    """Run one command of `manage.py` to its end; `settings` are `environment`'s."""
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=PROJECT,
        env=environment(**settings),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
