"""The processes behind `manage.py serve`: started together, watched, stopped together."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

STOP_SECONDS = 3.0
PREPARED = "EVIDENCE_PREPARED"  # names the pipe that ends when database and files are in order
RESTARTS, RESTART_SECONDS = 5, 60.0
PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def wait_until_prepared() -> None:
    """Wait in the web server for what `serve` prepares meanwhile; elsewhere go on at once."""
    if PREPARED in os.environ:
        os.read(int(os.environ[PREPARED]), 1)


class Part:
    """One process that belongs to a running EVidence, started again when it dies."""

    def __init__(self, name: str, command: Sequence[str], sockets: Sequence[int] = ()) -> None:
        self.name = name
        self.command = [sys.executable, *command]
        self.sockets = sockets
        self.process: subprocess.Popen[bytes] | None = None
        self._deaths: deque[float] = deque(maxlen=RESTARTS)

    def start(self, directory: Path) -> None:
        """Start the process in a group of its own: Ctrl-C reaches us, and we stop it in order."""
        parent = os.getpid()
        self.process = subprocess.Popen(
            self.command,
            cwd=directory,
            stdin=subprocess.DEVNULL,
            pass_fds=self.sockets,
            process_group=0,
            preexec_fn=lambda: _die_with(parent),
        )

    def ended(self) -> str | None:
        """Return how the process ended, or None while it runs."""
        code = self.process.poll() if self.process else None
        if code is None:
            return None
        return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"

    def is_hopeless(self) -> bool:
        """Count one more death; True when there were too many in a short time."""
        self._deaths.append(time.monotonic())
        return len(self._deaths) == RESTARTS and self._deaths[-1] - self._deaths[0] < (
            RESTART_SECONDS
        )

    def ask_to_stop(self) -> None:
        """Ask the process to finish what it is doing."""
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def be_gone(self, deadline: float) -> None:
        """Wait for the process until `deadline`, then end what is left of it and its children."""
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def _die_with(parent: int) -> None:
    """In the child: let the kernel end us when serve ends, also by kill -9 (Linux only)."""
    if _libc is None:
        return
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before we could ask
        os._exit(1)


class TooManyDeaths(Exception):
    """A part died again and again; starting it once more would not help."""


def look_after(parts: Sequence[Part], directory: Path, say: Callable[[str], None]) -> None:
    """Start every part that is not running; say so where it had died.

    Raises TooManyDeaths where one died too often.
    """
    for part in parts:
        how = part.ended()
        if how and part.is_hopeless():
            raise TooManyDeaths(
                f"The {part.name} ended {RESTARTS} times within a minute ({how}); its own words "
                "are above. Everything is stopped; what was saved stays saved."
            )
        if how:
            say(f"The {part.name} ended ({how}); starting it again.")
            part.be_gone(time.monotonic())
        if how or part.process is None:
            part.start(directory)


def stop(parts: Sequence[Part]) -> None:
    """Stop all parts together, within a few seconds; a second Ctrl-C does not interrupt it."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        for part in parts:
            part.ask_to_stop()
        deadline = time.monotonic() + STOP_SECONDS
        for part in parts:
            part.be_gone(deadline)
    finally:
        signal.signal(signal.SIGINT, before)
