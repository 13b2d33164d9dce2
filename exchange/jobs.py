"""Imports of many rows, done by the job worker."""

import uuid

from exchange.actions.importing import IMPORT_FILE, run_import
from ground.jobs import jobs


@jobs.task(name=IMPORT_FILE)
def import_file(id: str) -> None:  # noqa: A002 - the name of the argument in the table of jobs
    """Import one confirmed file, unless it is imported, cancelled or refused already."""
    run_import(upload_id=uuid.UUID(id))
