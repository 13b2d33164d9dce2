"""Who writes."""

from django.http import HttpRequest

from accounts.models import Person
from ground.errors import Denied


def writer_of(request: HttpRequest) -> Person:
    """Return the signed-in person; raise Denied for a visitor."""
    if isinstance(request.user, Person):
        return request.user
    raise Denied("Sign in first. Nothing was saved.")
