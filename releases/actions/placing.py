"""Making files and bringing them to their places: all of them, or none."""

from collections.abc import Container, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.db import connection, transaction

from ground.errors import Unable
from releases import storage
from releases.queries.verifying import known_hashes


class _Everything(Container[str]):
    def __contains__(self, _: object) -> bool:
        return True


def take_turn() -> bool:
    """Tell whether it is this transaction's turn to make or sweep files; others wait for no one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended('publish', 0))")
        (is_ours,) = cursor.fetchone()
    return bool(is_ours)


@contextmanager
def placing() -> Iterator[Path]:
    """Give a folder in which files are made and out of which they are kept.

    Call it in a transaction that has its turn, with all that names the files inside. What was
    placed is taken back when the block fails, and by the next sweep when the process dies before
    the commit. Raises Unable where the disk takes no more.
    """
    workplace = None
    try:
        workplace = storage.make_workplace()
        yield workplace
    except BaseException as error:
        if workplace:
            storage.clear(workplace, take_back=_Everything())
        if isinstance(error, OSError):
            raise Unable(
                f"The server's disk did not take the files ({error.strerror or error}). Nothing "
                "was published or changed. Have space made where the home of EVidence lies, then "
                "try again."
            ) from error
        raise
    transaction.on_commit(partial(storage.clear, workplace, take_back=()))


@transaction.atomic
def sweep_leftovers() -> int:
    """Remove what interrupted publishing left on the disk; return how many attempts that were.

    Removed are files that such an attempt placed and that no release names; nothing while
    somebody publishes.
    """
    if not take_turn():
        return 0
    left = storage.workplaces()
    for workplace in left:
        unnamed = storage.placed_from(workplace) - known_hashes()
        storage.clear(workplace, take_back=unnamed)
    return len(left)
