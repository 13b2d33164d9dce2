"""The one place that asks what time it is, so that tests can pin it."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """Return the current moment, with its time zone."""
    return timezone.now()
