"""Imports and exports of many rows, done by the job worker."""

import uuid
from collections.abc import Callable
from pathlib import Path

from exchange.actions.exporting import MAKE_EXPORT, sweep_exports
from exchange.actions.exporting import make_export as make
from exchange.actions.importing import IMPORT_FILE, run_import
from exchange.models import Export
from exchange.presenters.export_address import read_export_address
from exchange.queries.exporting import last_change
from exchange.writers.working import About, write_export
from ground.jobs import jobs


@jobs.task(name=IMPORT_FILE)
def import_file(id: str) -> None:  # noqa: A002 - the name of the argument in the table of jobs
    """Import one confirmed file, unless it is imported, cancelled or refused already."""
    run_import(upload_id=uuid.UUID(id))


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
