"""Acts that really happen at the same moment, on connections of their own."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connection, transaction

from ground.errors import DomainError
from tests.patience import PATIENCE, eventually

Act = Callable[[], object]
# Those who have locks in this database: beside us other workers' tests wait too.
_WAITING = """
    SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted AND pid IN (
        SELECT pid FROM pg_locks
        WHERE database = (SELECT oid FROM pg_database WHERE datname = current_database())
    )
"""


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
    """Return when `count` connections wait for a lock, so that they really are at once.

    Where they never do, nothing takes that lock.
    """

    def all_wait() -> bool:
        with connection.cursor() as cursor:
            cursor.execute(_WAITING)
            return bool(cursor.fetchone()[0] >= count)

    eventually(all_wait, every=0.01)


def at_once(lock: Callable[[], object], *acts: Act) -> list[str]:
    """Run all `acts` together: each waits for what `lock` holds until all have come that far."""
    with ThreadPoolExecutor(len(acts)) as pool:
        with transaction.atomic():
            lock()
            futures = [pool.submit(outcome, act) for act in acts]
            wait_until_all_wait(len(acts))
        return sorted(future.result(timeout=PATIENCE) for future in futures)
