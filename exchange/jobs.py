"""What the job worker does for imports of many rows, and for publications once a week."""

import uuid

from django.conf import settings

from evidence.models import Citation
from exchange.actions.importing import IMPORT_FILE, run_import
from exchange.actions.refresh_status import refresh_status
from exchange.queries.status_look_up import to_look_up
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
