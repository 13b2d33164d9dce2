"""What the job worker does for releases."""

from ground.jobs import jobs
from releases.actions.alarm import look_after_files
from releases.actions.placing import sweep_leftovers
from releases.actions.printing_ahead import print_ahead


@jobs.periodic(cron="41 3 * * *")
@jobs.task(name="releases.sweep_leftovers")
def sweep(timestamp: int) -> None:
    """Remove what interrupted publishing left on the disk."""
    sweep_leftovers()


@jobs.periodic(cron="11 4 * * *")
@jobs.task(name="releases.look_after_files")
def look_after(timestamp: int) -> None:
    """Find files that were altered on the disk before somebody asks for them."""
    look_after_files()


@jobs.periodic(cron="2-59/10 * * * *")
@jobs.task(name="releases.print_ahead")
def print_rows(timestamp: int) -> None:
    """Print what was accepted, so that publishing only copies it."""
    print_ahead()
