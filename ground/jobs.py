"""Work that waits for the job worker: asking for it, and whether the worker is there.

A job is a name and ids, written in the caller's transaction: what is rolled back asks for
nothing. It may run twice after a crash, so every job looks first whether it is still to be done.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from procrastinate import JobContext
from procrastinate.contrib.django import app as jobs
from procrastinate.types import JSONValue

from . import clock

# A worker says every few seconds that it lives (settings.PROCRASTINATE_WORKER_DEFAULTS).
GONE_AFTER = timedelta(seconds=15)
HOURS_KEPT = 72

Id = int | UUID


def enqueue(name: str, ids: Iterable[Id]) -> None:
    """Ask the worker for the job `name` once for each of `ids`, when the transaction commits.

    Ids only: whoever may read the table of jobs learns nothing from it.
    """
    arguments: list[dict[str, JSONValue]] = [
        {"id": one if isinstance(one, int) else str(UUID(str(one)))} for one in ids
    ]
    if arguments:
        jobs.configure_task(name).batch_defer(*arguments)


def worker_last_seen() -> datetime | None:
    """Return when a job worker last said that it lives, None where none ever did."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(last_heartbeat) FROM procrastinate_workers")
        seen: datetime | None = cursor.fetchone()[0]
    return seen


def why_jobs_wait() -> str:
    """Return the sentence that the job worker is gone, or "" while it works."""
    seen = worker_last_seen()
    if seen is not None and seen > clock.now() - GONE_AFTER:
        return ""
    when = f"last seen {seen:%Y-%m-%d %H:%M} UTC" if seen else "none has been seen yet"
    return f"The job worker is gone ({when}): mails and reminders wait for it and are not lost."


@jobs.periodic(cron="* * * * * */15")
@jobs.task(name="ground.take_up_again", pass_context=True)
async def take_up_again(context: JobContext, timestamp: int) -> None:
    """Give the jobs of a worker that was killed to those that live."""
    manager = context.app.job_manager
    gone = GONE_AFTER.total_seconds()
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=gone):
        await manager.retry_job(job)


@jobs.periodic(cron="17 3 * * *")
@jobs.task(name="ground.forget_failed", pass_context=True)
async def forget_failed(context: JobContext, timestamp: int) -> None:
    """Delete what failed for good days ago; what succeeded is deleted at once."""
    await context.app.job_manager.delete_old_jobs(nb_hours=HOURS_KEPT, include_failed=True)
