"""`manage.py serve` as a process a test can read, ask and stop."""

import http.client
import signal
import subprocess
import sys
import threading
from pathlib import Path

from tests.faults.processes import PROJECT, children_of, environment
from tests.patience import PATIENCE, eventually


class Served:
    """A running `manage.py serve` and every line it has printed."""

    def __init__(self, home: Path, port: int, **settings: str) -> None:
        self.port = port
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=PROJECT,
            env=environment(home, PORT=str(port), **settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        self.lines.extend(iter(self.process.stdout.readline, ""))

    def said(self, words: str) -> bool:
        return any(words in line for line in self.lines)

    def wait_until_up(self) -> None:
        address = f"EVidence is at http://127.0.0.1:{self.port} (Ctrl-C stops it).\n"
        eventually(lambda: address in self.lines or self.process.poll() is not None)
        assert address in self.lines, self.lines

    def part(self, words: str) -> int | None:
        """Return the process id of the part whose command line holds `words`."""
        found = [pid for pid, command in children_of(self.process.pid).items() if words in command]
        return found[0] if found else None

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().read().startswith(b"ok\n")
        except OSError:
            return False
        finally:
            connection.close()

    def finish(self, sent: signal.Signals = signal.SIGINT) -> int:
        if self.process.poll() is None:
            self.process.send_signal(sent)
        ended = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)  # until the last line is read
        return ended
