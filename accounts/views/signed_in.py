"""Who asks for a page that needs an account."""

from django.http import HttpRequest

from accounts.models import Person
from ground.errors import Denied


def signed_in(request: HttpRequest) -> Person:
    """Return who is signed in; strangers were sent to the sign-in page before any view."""
    user = request.user
    if not isinstance(user, Person):
        raise Denied("You are not signed in. Nothing was changed. Sign in, then try again.")
    return user
