"""Releases and their files: public, all of them."""

from django.db.models import Q, QuerySet

from releases.models import Release, ReleaseFile
from releases.policies import is_number


def releases(*, before: Release | None = None) -> QuerySet[Release]:
    """Return the releases with their files, newest first; those `before` one where it is given."""
    found = Release.objects.order_by("-published_at").select_related("withdrawal")
    found = found.prefetch_related("files")
    return found.filter(published_at__lt=before.published_at) if before else found


def release_of(number: str) -> Release | None:
    """Return the release of that number with its files, or None."""
    return releases().filter(number=number).first() if is_number(number) else None


def release_before(release: Release) -> Release | None:
    """Return the release published last before `release` and not withdrawn by then, or None."""
    still_there = Q(withdrawal=None) | Q(withdrawal__withdrawn_at__gt=release.published_at)
    return releases(before=release).filter(still_there).first()


def last_release() -> Release | None:
    """Return the newest release that is not withdrawn, or None."""
    return releases().filter(withdrawal=None).first()


def other_numbers(release: Release) -> list[str]:
    """Return the numbers of all other releases, newest first; withdrawn ones may be compared."""
    others = Release.objects.exclude(pk=release.pk).order_by("-published_at")
    return list(others.values_list("number", flat=True))


def file_of(release: Release, name: str) -> ReleaseFile | None:
    """Return the file of that name, or None; asks nothing where the files were loaded."""
    return next((file for file in release.files.all() if file.name == name), None)
