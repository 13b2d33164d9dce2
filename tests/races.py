"""Acts that really happen at the same moment, on connections of their own."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from ground.errors import DomainError

Act = Callable[[], object]


@contextmanager
def own_connection() -> Iterator[None]:
    try:
        yield
    finally:
        connection.close()


def outcome(act: Act) -> str:
    """Return "done", or the name of the refusal; anything else fails the test."""
    with own_connection():
        try:
            act()
        except DomainError as refusal:
            return type(refusal).__name__
        return "done"


def wait_until_all_wait(count: int) -> None:
    """Return when `count` connections wait for a lock, so that they really are at once."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0] >= count:
                return
        time.sleep(0.02)
    pytest.fail(f"{count} connections never waited for one lock: nothing takes it")


def at_once(lock: Callable[[], object], *acts: Act) -> list[str]:
    """Run all `acts` together: each waits for what `lock` holds until all have come that far."""
    with ThreadPoolExecutor(len(acts)) as pool:
        with transaction.atomic():
            lock()
            futures = [pool.submit(outcome, act) for act in acts]
            wait_until_all_wait(len(acts))
        return sorted(future.result(timeout=20) for future in futures)
