"""Signing in at another server."""

from allauth.decorators import rate_limit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.views.going_on import going_on
from accounts.views.onward import onward


@login_not_required
@require_POST
@rate_limit(action="login")
def sign_in_with(request: HttpRequest, server: str) -> HttpResponse:
    """Lead to the server, and afterwards to the page that was asked for."""
    if request.user.is_authenticated:
        return redirect(onward(request))
    return going_on(request, server, "login", onward(request))
