"""Reminders, made by the job worker from how things stand: each once, however often it looks."""

from ground import clock
from ground.jobs import jobs
from reviews.actions.telling import remind_of_lease, tell_deciders
from reviews.queries.leases import leases_ending, waiting_versions


@jobs.periodic(cron="*/10 * * * *")
@jobs.task(name="reviews.remind_of_leases")
def remind_of_leases(timestamp: int) -> None:
    """Remind those whose time ends within a day, and again when it is over."""
    for seat in leases_ending(clock.now()):
        remind_of_lease(seat=seat)


@jobs.periodic(cron="5-59/10 * * * *")
@jobs.task(name="reviews.tell_deciders")
def tell_of_waiting(timestamp: int) -> None:
    """Tell those who could decide of rounds whose reviewers let their time to reconcile pass."""
    for version in waiting_versions(clock.now()):
        tell_deciders(version=version)
