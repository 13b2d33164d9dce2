"""What the next release has to look forward to."""

from django.db.models import Exists, OuterRef

from evidence.models import Version
from releases.models import Release, ReleaseVersion


def accepted_since(last: Release | None) -> int:
    """Return how many versions are accepted now and not in the `last` release."""
    held = ReleaseVersion.objects.filter(version=OuterRef("pk"), release=last)
    return Version.objects.filter(~Exists(held), standing__status="accepted").count()
