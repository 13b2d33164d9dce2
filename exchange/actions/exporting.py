"""Exports made by the job worker: asked for, made, forgotten."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import connection, transaction

from exchange.models import Export
from ground import clock
from ground.errors import DomainError, Invalid
from ground.jobs import enqueue

if TYPE_CHECKING:
    from accounts.models import Person

MAKE_EXPORT = "exchange.make_export"
# More rows than this are left for the worker.
MOST_AT_ONCE = 5_000
KEPT = timedelta(hours=24)
# How many exports one person may have at a time.
MOST_OF_ONE = 5
_TELL_EVERY = 2_000


class Forgotten(Exception):
    """The person wants the export no longer."""


def folder() -> Path:
    """Return where exports lie; it may not exist yet."""
    return Path(settings.EVIDENCE_HOME) / "exports"


def path_of(export: Export) -> Path:
    """Return where the file of an export lies, once it is made."""
    return folder() / f"{export.pk}.{export.kind}"


@transaction.atomic
def ask_export(
    *, kind: str, asked: Mapping[str, Sequence[str]], rows: int, actor: "Person"
) -> Export:
    """Leave an export for the worker; return the record of it, which only `actor` sees.

    Raises Invalid where `actor` has as many as one may have.
    """
    if Export.objects.visible_to(actor).count() >= MOST_OF_ONE:
        raise Invalid(
            f"You have {MOST_OF_ONE} exports already, the most one may have. Nothing was made. "
            "Delete one you no longer need, then ask again."
        )
    now = clock.now()
    export = Export.objects.create(
        person=actor, kind=kind, asked={name: list(values) for name, values in asked.items()},
        asked_at=now, expires_at=now + KEPT, rows_expected=rows,
    )  # fmt: skip
    enqueue(MAKE_EXPORT, [export.pk])
    return export


def make_export(*, export: Export, write: Callable[[Path, Callable[[int], object]], int]) -> None:
    """Have the file of an export written, unless that was done; `write` says how.

    The file has its name only when it is whole; made twice, the second takes its place. A refusal
    is kept in `why_not`, where its person reads it.
    """
    if export.finished_at or export.why_not:
        return
    folder().mkdir(parents=True, exist_ok=True)
    part = folder() / f".making-{uuid.uuid4()}"
    try:
        with _Telling(export) as told:
            rows = write(part, told)
        part.replace(path_of(export))
        done = {"finished_at": clock.now(), "rows_done": rows}
        if not Export.objects.filter(pk=export.pk).update(**done):
            path_of(export).unlink(missing_ok=True)
    except Forgotten:
        return
    except DomainError as error:
        Export.objects.filter(pk=export.pk).update(why_not=error.message)
    except Exception:
        why_not = "Something broke in here, and somebody has to look at it. No file was made."
        Export.objects.filter(pk=export.pk).update(why_not=why_not)
        raise
    finally:
        part.unlink(missing_ok=True)


class _Telling:
    """Writes how far an export is, on a connection beside its transaction."""

    def __init__(self, export: Export) -> None:
        self.export, self.told = export, 0

    def __enter__(self) -> Self:
        self.beside = connection.copy()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.beside.close()

    def __call__(self, rows: int) -> None:
        """Note the rows done; raise Forgotten where the export is no longer wanted."""
        if rows - self.told < _TELL_EVERY:
            return
        self.told = rows
        with self.beside.cursor() as cursor:
            cursor.execute(
                "UPDATE exchange_export SET rows_done = %s WHERE id = %s", [rows, self.export.pk]
            )
            if not cursor.rowcount:
                raise Forgotten


def forget_export(*, export: Export, actor: "Person") -> None:
    """Delete an own export, made or not: its link leads nowhere then."""
    Export.objects.visible_to(actor).filter(pk=export.pk).delete()
    path_of(export).unlink(missing_ok=True)


def sweep_exports() -> int:
    """Delete the exports whose time is over, and files that belong to none; return how many."""
    gone = Export.objects.filter(expires_at__lt=clock.now())
    count, _ = gone.delete()
    known = {path_of(export).name for export in Export.objects.all()}
    if folder().is_dir():
        old = (clock.now() - KEPT).timestamp()
        for path in folder().iterdir():
            is_left = path.name not in known and not path.name.startswith(".")
            if is_left or (path.name.startswith(".") and path.stat().st_mtime < old):
                path.unlink(missing_ok=True)
    return count
