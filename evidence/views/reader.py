"""Who reads a page."""

from django.http import HttpRequest

from accounts.models import Person


def reader_of(request: HttpRequest) -> Person | None:
    """Return the signed-in person, or None for a visitor."""
    user = request.user
    return user if isinstance(user, Person) else None
