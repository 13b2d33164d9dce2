"""Saying aloud that a file of a release is not what was published."""

import structlog
from django.db import transaction

from accounts.actions.notifying import notify
from ground import clock, events
from ground.canonical import canonical_json
from ground.models import Event
from releases import storage
from releases.models import ReleaseFile
from releases.queries.verifying import packed_of
from releases.storage import DamagedError, Stored
from reviews.queries.concerned import editors

log = structlog.get_logger(__name__)
_VERB = "find-damaged"


def raise_alarm(*, file: ReleaseFile, damage: DamagedError) -> str:
    """Log, record and tell editors, once a day, that a file is damaged.

    Returns the sentence for who wanted it.
    """
    storage.mark_damaged(damage.sha256)
    if _record(file, damage):
        log.error(
            "release_file_damaged",
            release=file.release.number, file=file.name, sha256=damage.sha256, found=damage.found,
        )  # fmt: skip
    return (
        f"{file.name} of {file.release.label} on this server's disk is not what was published "
        f"(SHA-256 {file.sha256}), so it was not sent. Whoever looks after the server makes it "
        "again: manage.py verify_releases --rebuild."
    )


@transaction.atomic
def _record(file: ReleaseFile, damage: DamagedError) -> bool:
    """Record the damage and tell editors, unless that was done today; tell whether it was news."""
    stream, today = f"release:{file.release.number}", clock.now().date()
    data = {"file": file.name, "sha256": damage.sha256}
    known = Event.objects.filter(
        stream=stream, verb=_VERB, data=canonical_json(data), at__date=today
    )
    if known.exists():
        return False
    events.lock(stream)
    if known.all().exists():  # somebody else met it while this one waited
        return False
    events.record(stream=stream, verb=_VERB, data=data, actor=events.Site())
    notify(kind="damage", about="file", about_id=file.pk, people=editors(), occasion=str(today))
    return True


def look_after_files() -> int:
    """Look at every file of every release that was not withdrawn; raise the alarm for each that
    is damaged. Returns how many are."""
    damaged = 0
    files = ReleaseFile.objects.filter(release__withdrawal=None).select_related("release")
    for file in files.order_by("pk"):
        for stored in filter(None, (Stored(file.sha256, file.size), packed_of(file))):
            try:
                storage.open_whole(stored, trusting=False).close()
            except DamagedError as damage:
                raise_alarm(file=file, damage=damage)
                damaged += 1
            else:
                storage.unmark_damaged(stored.sha256)
    return damaged


def damaged_sentence() -> str:
    """Return the sentence that files are damaged, or "" where none was found to be."""
    count = storage.damaged()
    if not count:
        return ""
    files = "1 file of a release is" if count == 1 else f"{count} files of releases are"
    return f"{files} not what was published: run manage.py verify_releases."
