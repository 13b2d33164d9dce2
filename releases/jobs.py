"""What the job worker does for releases."""

from ground.jobs import jobs
from releases.actions.placing import sweep_leftovers


@jobs.periodic(cron="41 3 * * *")
@jobs.task(name="releases.sweep_leftovers")
def sweep(timestamp: int) -> None:
    """Remove what interrupted publishing left on the disk."""
    sweep_leftovers()
