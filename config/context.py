"""What every page knows about this site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.models import Person
from accounts.queries import unread_of
from config.checks import advisory_sentence


def site(request: HttpRequest) -> dict[str, Any]:
    """Return what the site is, any standing warning, and how much the reader has not read."""
    return {
        "site": {
            "name": settings.SITE_NAME,
            "version": settings.VERSION,
            "demo": settings.DEMO,
            "advisory": advisory_sentence(),
        },
        "unread": SimpleLazyObject(lambda: _unread(request)),
    }


def _unread(request: HttpRequest) -> int:
    """Return how many notifications wait for the reader; asked only by pages that show it."""
    user = getattr(request, "user", None)
    return unread_of(user) if isinstance(user, Person) else 0
