"""Reviews whose time is running out, and rounds that wait: for the job worker, not for readers."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from evidence.models import Version
from reviews.models import Recommendation, Seat
from reviews.models.rounds import is_live

SOON = timedelta(days=1)
# A worker that was gone for a while still tells those whose time ended meanwhile.
LATELY = timedelta(days=7)


def undelivered_seats() -> QuerySet[Seat]:
    """Return the seats of rounds in review from which their holder has said nothing.

    Whoever asks must tell nobody but the holder: that somebody is missing here says that they
    have delivered.
    """
    said = Recommendation.objects.filter(seat=OuterRef("pk"), person=OuterRef("holder"))
    return Seat.objects.filter(
        ~Exists(said), holder__isnull=False, round__version__standing__status="in_review"
    )


def seats_to_remind(version: Version, now: datetime) -> QuerySet[Seat]:
    """Return the undelivered seats of `version` in which somebody sits."""
    return undelivered_seats().filter(is_live(now), round=version.pk)


def leases_ending(now: datetime) -> QuerySet[Seat]:
    """Return the undelivered seats whose time is over within a day, or lately was."""
    return undelivered_seats().filter(lease_until__lt=now + SOON, lease_until__gt=now - LATELY)


def waiting_versions(now: datetime) -> QuerySet[Version]:
    """Return the versions that wait for a decider: agreed, or split and no longer reconciling."""
    rows = Version.objects.filter(standing__status__in=("agreed", "split"))
    return rows.exclude(round__reconciling_until__gt=now).select_related("round", "standing")
