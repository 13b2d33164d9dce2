"""Releases and their files: public, all of them."""

from django.db.models import QuerySet

from releases.models import Release, ReleaseFile
from releases.policies import is_number


def releases(*, before: Release | None = None) -> QuerySet[Release]:
    """Return the releases with their files, newest first; those `before` one where it is given."""
    found = Release.objects.order_by("-published_at").prefetch_related("files")
    return found.filter(published_at__lt=before.published_at) if before else found


def release_of(number: str) -> Release | None:
    """Return the release of that number with its files, or None."""
    return releases().filter(number=number).first() if is_number(number) else None


def release_before(release: Release) -> Release | None:
    """Return the release published last before `release`, or None for the first."""
    return releases(before=release).first()


def file_of(release: Release, name: str) -> ReleaseFile | None:
    """Return the file of that name, or None; asks nothing where the files were loaded."""
    return next((file for file in release.files.all() if file.name == name), None)
