"""Whoever got no answer may ask again: whatever is cut off, a write is done once."""

import json
import random
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connection

from api.models import KeptAnswer
from tests.asking import V1, Program
from tests.conftest import Tell
from tests.operations import OPERATIONS, Sent
from tests.patience import PATIENCE
from tests.worlds import World

ROUNDS = 1
# Not what a write does, or counted apart.
_LEFT_OUT = ("api_asker", "accounts_token", "django_session", "ground_cache")
# A release holds everything there is, so the second of two holds more.
_GROWING = ("releases_release_head", "releases_release_version", "releases_printed_row")


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass


class Server(ThreadedWSGIServer):
    """Answers every request in a thread of its own, which closes its connections."""

    def handle_error(self, *args: Any) -> None:
        pass  # whoever asked has gone: that is what is tested

    def close_request(self, request: Any) -> None:
        super().close_request(request)
        self._close_connections()


@pytest.fixture
def port(committed_db: str) -> Iterator[int]:
    server = Server(("127.0.0.1", 0), Quiet)
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


def sent(port: int, text: bytes, *, upto: int | None = None, reads: int | None = None) -> bytes:
    """Send a request, or its beginning; return the answer, or its beginning; then hang up."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line:
        line.sendall(text[:upto])
        if upto is not None and upto < len(text):
            return b""
        answer = b""
        while reads is None or len(answer) < reads:
            block = line.recv(65_536 if reads is None else reads)
            if not block:
                break
            answer += block
        return answer


def request(program: Program, wanted: Sent, key: str) -> bytes:
    body = wanted.body if isinstance(wanted.body, bytes) else b""
    if wanted.body is not None and not body:
        body = json.dumps(wanted.body).encode()
    headers = program.headers | {
        "Host": "localhost", "Content-Type": wanted.media_type, "Connection": "close",
        "Content-Length": str(len(body)), "Idempotency-Key": key,
    } | ({"If-Match": wanted.match} if wanted.match else {})  # fmt: skip
    lines = [f"POST {V1}{wanted.path} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def answered(port: int, text: bytes) -> tuple[int, bytes]:
    """Return status and body of the answer, asking again while another copy is being worked on."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        head, _, body = sent(port, text).partition(b"\r\n\r\n")
        status = int(head.split()[1])
        if status != 409 or b"in_flight" not in body:
            return status, body
        time.sleep(0.05)
    raise AssertionError(f"it was in flight for {PATIENCE} seconds")


def sizes() -> dict[str, int]:
    """Return how many rows each table has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL(%s)",
            [[*_LEFT_OUT, *_GROWING]],
        )
        tables = [name for (name,) in cursor.fetchall()]
        union = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in tables)
        cursor.execute(union)
        return dict(cursor.fetchall())


def added(before: dict[str, int]) -> dict[str, int]:
    return {name: more for name, now in sizes().items() if (more := now - before[name])}


def test_every_post_cut_off_anywhere_is_done_once_and_answered_alike(
    port: int, tmp_path: Any, settings: Any, tell: Tell
) -> None:
    """The control is the same write on an equal object, sent once: the same rows, no more."""
    settings.EVIDENCE_HOME = tmp_path
    chance, copies, cuts, doubled, differing = random.Random(7), 0, 0, [], []
    names = [name for name in OPERATIONS for _ in range(ROUNDS)]
    for name in names:
        # Both teams first: whom an act tells of it depends on who is there.
        worlds = World(), World()
        wanted, control = (OPERATIONS[name](world) for world in worlds)
        program, other = Program(wanted.actor), Program(control.actor)
        before = sizes()
        status, body = answered(port, request(other, control, f"control-{copies}"))
        assert 200 <= status < 300, (name, status, body)
        expected, before = added(before), sizes()
        text = request(program, wanted, f"key-{copies}")
        for _ in range(chance.randint(0, 4)):
            cut = chance.choice(("sending", "waiting", "reading", "nothing"))
            copies, cuts = copies + 1, cuts + (cut != "nothing")
            upto = chance.randrange(len(text)) if cut == "sending" else None
            reads = {"waiting": 0, "reading": chance.randint(1, 200)}.get(cut)
            sent(port, text, upto=upto, reads=reads)
        copies += 2
        first, again = answered(port, text), answered(port, text)
        if first != again or not 200 <= first[0] < 300:
            differing.append((name, first, again))
        if added(before) != expected:
            doubled.append((name, added(before), expected))
    assert doubled == [], doubled[0]
    assert differing == []
    assert KeptAnswer.objects.count() == 2 * len(names)
    tell(
        f"{len(names)} writes of {len(OPERATIONS)} kinds, sent {copies} times, {cuts} cut "
        f"off: doubled {len(doubled)}, answers that differ {len(differing)}"
    )
