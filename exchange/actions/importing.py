"""Importing a confirmed file by the job worker: asked for, run, told of, cancelled."""

import time
import uuid
from dataclasses import asdict
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from django.db import connection, transaction

from exchange.models import Import, Importing, Upload
from exchange.policies import why_not_import, why_not_want_reviewers
from ground import clock
from ground.errors import Denied, DomainError
from ground.jobs import enqueue

from .import_items import Imported, Wishes, import_file

if TYPE_CHECKING:
    from accounts.models import Person

IMPORT_FILE = "exchange.import_file"
# More rows than this are left for the worker.
MOST_AT_ONCE = 500
TOLD_EVERY_SECONDS = 0.25


class Cancelled(Exception):
    """The person wants the import no longer; everything it wrote is undone."""


def confirm_upload(*, upload: Upload, wishes: Wishes, actor: "Person") -> Imported:
    """Import a file as its preview showed it; one of many rows is left for the worker.

    Returns what came of it: `waits` where the worker has it now, `made` where it was imported.
    """
    done = import_file(
        data=bytes(upload.data), name=upload.file_name, wishes=wishes, most=MOST_AT_ONCE,
        actor=actor,
    )  # fmt: skip
    if done.waits:
        ask_import(upload=upload, wishes=wishes, actor=actor)
    elif done.made is not None:
        settle_upload(upload=upload, done=done.made)
    return done


@transaction.atomic
def ask_import(*, upload: Upload, wishes: Wishes, actor: "Person") -> Importing:
    """Leave the import of a confirmed file for the worker, and return where it stands.

    Asked again while it waits or is under way, nothing changes. The worker holds the file against
    the preview: what changed meanwhile he writes no row of.
    """
    if sentence := why_not_import(actor):
        raise Denied(sentence)
    if sentence := why_not_want_reviewers(wishes.reviewers, wishes.share_with_two, actor):
        raise Denied(sentence)
    upload = Upload.objects.visible_to(actor).select_for_update().get(pk=upload.pk)
    under_way = Importing.objects.filter(upload=upload, why_not="").first()
    if under_way is not None:
        return under_way
    stored = asdict(wishes) | {"upload": str(upload.pk), "choices": {}}
    importing, _ = Importing.objects.update_or_create(
        upload=upload,
        defaults={
            "wishes": stored, "asked_at": clock.now(), "stage": "", "done": 0, "total": 0,
            "cancel_asked": False, "why_not": "",
        },
    )  # fmt: skip
    enqueue(IMPORT_FILE, [upload.pk])
    return importing


@transaction.atomic
def cancel_import(*, upload: Upload, actor: "Person") -> bool:
    """Stop an import that is not committed yet; return whether it was in time.

    What waits is taken back at once; what runs stops at its next step and writes nothing.
    """
    Upload.objects.visible_to(actor).select_for_update().filter(pk=upload.pk).first()
    own = Importing.objects.filter(upload__in=Upload.objects.visible_to(actor), upload=upload)
    importing = own.select_for_update(of=("self",)).first()
    if importing is None:
        return False
    if not importing.stage or importing.why_not:
        importing.delete()
        return True
    importing.cancel_asked = True
    importing.save(update_fields=["cancel_asked"])
    return True


def run_import(*, upload_id: uuid.UUID) -> Import | None:
    """Import a file that waits, as its person confirmed it; return the record, None for nothing.

    Run twice is once. A refusal is kept in `why_not`, where its person reads it.
    """
    waiting = Importing.objects.select_related("upload__person").filter(pk=upload_id, why_not="")
    importing = waiting.first()
    if importing is None:
        return None
    upload = importing.upload
    try:
        with Telling(upload_id) as told, transaction.atomic():
            return _import(upload, importing.wishes, told)
    except Cancelled:
        Importing.objects.filter(pk=upload_id).delete()
    except DomainError as error:
        problems = [problem.message for problem in getattr(error, "problems", [])]
        Importing.objects.filter(pk=upload_id).update(why_not="\n".join([error.message, *problems]))
    except Exception:
        why_not = "Something broke in here, and somebody has to look at it. Nothing was saved."
        Importing.objects.filter(pk=upload_id).update(why_not=why_not)
        raise
    return None


def _import(upload: Upload, stored: dict[str, Any], told: "Telling") -> Import:
    wishes = Wishes(**stored | {"upload": upload.pk, "choices": upload.choices})
    done = import_file(
        data=bytes(upload.data), name=upload.file_name, wishes=wishes, progress=told,
        actor=upload.person,
    )  # fmt: skip
    if done.made is None:
        raise Denied(done.outcome.message)
    # From here on it cannot be cancelled: whoever asks waits for this row and finds it gone.
    count, _ = Importing.objects.filter(pk=upload.pk, cancel_asked=False).delete()
    if not count:
        raise Cancelled
    settle_upload(upload=upload, done=done.made)
    return done.made


def settle_upload(*, upload: Upload, done: Import) -> None:
    """Forget a file that was imported whole; one with rows left out stays, for those."""
    if not done.rows_left_out:
        Upload.objects.filter(pk=upload.pk).delete()


class Telling:
    """Writes how far an import is, on a connection beside its transaction, and hears of cancel."""

    def __init__(self, upload_id: uuid.UUID) -> None:
        self.upload_id = upload_id
        self.last = ("", 0.0)

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

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Note the stage and the rows done; raise Cancelled where that is asked for."""
        before, at = self.last
        if stage == before and time.monotonic() - at < TOLD_EVERY_SECONDS:
            return
        with self.beside.cursor() as cursor:
            cursor.execute(
                "UPDATE exchange_importing SET stage = %s, done = %s, total = %s "
                "WHERE upload_id = %s RETURNING cancel_asked",
                [stage, done, total, self.upload_id],
            )
            asked = cursor.fetchone()
        self.last = (stage, time.monotonic())
        if asked is None or asked[0]:
            raise Cancelled
