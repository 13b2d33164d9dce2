"""The doors of a demonstration."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.queries import demo_people
from accounts.views.onward import onward


@login_not_required
@require_POST
def try_as(request: HttpRequest, username: str) -> HttpResponse:
    """Sign in as a demonstration account; there is no such page anywhere else."""
    person = demo_people().get(username) if settings.DEMO else None
    if person is None:
        raise Http404
    login(request, person)
    return redirect(onward(request))
