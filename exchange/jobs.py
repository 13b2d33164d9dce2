"""What the job worker does: imports and exports of many rows, publications once a week."""

import uuid
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from evidence.models import Citation
from exchange.actions.exporting import MAKE_EXPORT, sweep_exports
from exchange.actions.exporting import make_export as make
from exchange.actions.importing import IMPORT_FILE, run_import
from exchange.actions.refresh_status import refresh_status
from exchange.models import Export
from exchange.presenters.export_address import read_export_address
from exchange.queries.exporting import last_change
from exchange.queries.status_look_up import to_look_up
from exchange.writers.working import About, write_export
from ground.jobs import enqueue, jobs

REFRESH = "exchange.refresh_status"


@jobs.task(name=IMPORT_FILE)
def import_file(id: str) -> None:  # noqa: A002 - the name of the argument in the table of jobs
    """Import one confirmed file, unless it is imported, cancelled or refused already."""
    run_import(upload_id=uuid.UUID(id))


@jobs.periodic(cron="41 4 * * 0")
@jobs.task(name="exchange.refresh_statuses")
def refresh_statuses(timestamp: int) -> None:
    """Ask for a look-up of every publication that a source outside could know."""
    if settings.LOOK_UP:
        enqueue(REFRESH, to_look_up().values_list("pk", flat=True))


@jobs.task(name=REFRESH)
def refresh_one(id: int) -> None:  # noqa: A002 - the name of the argument in the table of jobs
    """Look one publication up; a source that does not answer is asked again next week."""
    refresh_status(citation=Citation.objects.get(pk=id))


@jobs.task(name=MAKE_EXPORT)
def make_export(id: str) -> None:  # noqa: A002 - the name of the argument in the table of jobs
    """Make the file of one export, unless it is made, forgotten or refused already.

    It holds what its person may see when it is made.
    """
    export = Export.objects.select_related("person").filter(pk=id).first()
    if export is None:
        return
    person, kind, expected = export.person, export.kind, export.rows_expected

    def write(path: Path, on_rows: Callable[[int], object]) -> int:
        asked = read_export_address(export.asked, person)
        about = About(person.username, asked.said, last_change(asked.wanted))
        return write_export(
            path, asked.wanted, kind, about, rows_expected=expected, on_rows=on_rows
        )

    make(export=export, write=write)


@jobs.periodic(cron="41 * * * *")
@jobs.task(name="exchange.sweep_exports")
def sweep(timestamp: int) -> None:
    """Delete exports whose time is over."""
    sweep_exports()
