"""Connecting an account elsewhere."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.policies import why_not_connect
from accounts.queries import connections_of
from accounts.views.confirming import confirmed
from accounts.views.going_on import going_on
from accounts.views.signed_in import signed_in
from ground.errors import Denied


@require_POST
@confirmed
def connection_make(request: HttpRequest, server: str) -> HttpResponse:
    """Lead to the server, which says on the way back who it was."""
    person = signed_in(request)
    has_other = connections_of(person).filter(provider=server).exists()
    if reason := why_not_connect(person, has_other=has_other):
        raise Denied(f"{reason} Nothing was changed.")
    return going_on(request, server, "connect", reverse("accounts:security"))
