"""Saying aloud that a file of a release is not what was published."""

import structlog

from releases import storage
from releases.models import ReleaseFile
from releases.storage import DamagedError

log = structlog.get_logger(__name__)


def raise_alarm(*, file: ReleaseFile, damage: DamagedError) -> str:
    """Log an error the first time a damaged file is met; return the sentence for who wanted it."""
    if storage.mark_damaged(damage.sha256):
        log.error(
            "release_file_damaged",
            release=file.release.number, file=file.name, sha256=damage.sha256, found=damage.found,
        )  # fmt: skip
    return (
        f"{file.name} of {file.release.label} on this server's disk is not what was published "
        f"(SHA-256 {file.sha256}), so it was not sent. Whoever looks after the server makes it "
        "again: manage.py verify_releases --rebuild."
    )


def damaged_sentence() -> str:
    """Return the sentence that files are damaged, or "" where none was found to be."""
    count = storage.damaged()
    if not count:
        return ""
    files = "1 file of a release is" if count == 1 else f"{count} files of releases are"
    return f"{files} not what was published: run manage.py verify_releases."
