"""Versions as the review queue of Django's admin lists them."""

from evidence.models import Version


class QueuedVersion(Version):
    """A version under review: the same row, listed by where its review stands."""

    class Meta:
        proxy = True
        app_label = "reviews"
        verbose_name = "version under review"
        verbose_name_plural = "review queue"
