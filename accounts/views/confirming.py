"""Asking for the password once more before a change to how one signs in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from accounts.views.signed_in import signed_in
from ground import clock

View = Callable[..., HttpResponse]
_CONFIRMED_AT = "confirmed_at"


def note_confirmed(request: HttpRequest) -> None:
    """Keep in the session, which ends with signing out, that the password was asked just now."""
    request.session[_CONFIRMED_AT] = clock.now().timestamp()


def is_confirmed(request: HttpRequest) -> bool:
    """Say whether the password was asked lately; who has none is not asked for it."""
    if not signed_in(request).has_usable_password():
        return True
    age = clock.now().timestamp() - request.session.get(_CONFIRMED_AT, 0)
    return bool(0 <= age < settings.CONFIRMED_FOR)


def confirmed(view: View) -> View:
    """Ask for the password first: who finds a desk unlocked must not make the account theirs."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_confirmed(request):
            return view(request, *args, **kwargs)
        back = request.path if request.method in ("GET", "HEAD") else reverse("accounts:security")
        return redirect(f"{reverse('accounts:confirm')}?{urlencode({'next': back})}")

    return guarded
