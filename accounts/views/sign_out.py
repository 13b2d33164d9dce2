"""Signing out."""

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session and go home; does so too when it had ended by itself."""
    logout(request)
    return redirect(settings.LOGIN_REDIRECT_URL)
