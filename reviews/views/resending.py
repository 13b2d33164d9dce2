"""Keeping what was typed when the person turns out to be signed out."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render, resolve_url

from evidence.views.draft_autosave import is_autosave
from evidence.views.reader import reader_of

View = Callable[..., HttpResponse]
# Fields in which people write sentences; the page shows these again for reading.
_IS_WRITTEN = re.compile("why-|reason|override_reason|text|contact|into")


def keeps_what_is_typed(view: View) -> View:
    """Let only signed-in people through; what somebody signed out has posted stays on a page."""

    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if reader_of(request) is not None:
            return view(request, *args, **kwargs)
        if request.method != "POST":
            return redirect_to_login(request.get_full_path())
        return resend_page(request, "You are signed out")

    return guarded


def resend_page(request: HttpRequest, why: str) -> HttpResponse:
    """Return a page that holds everything posted and sends it again; nothing is read or saved.

    The page shows only what the browser itself has sent.
    """
    signed_out = reader_of(request) is None
    if is_autosave(request):
        url = f"{resolve_url(settings.LOGIN_URL)}?next={request.path}"
        state = {"state": "signed-out" if signed_out else "refused", "url": url}
        return JsonResponse(state, status=401 if signed_out else 403)
    pairs = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    typed = [value for name, value in pairs if _IS_WRITTEN.match(name) and value.strip()]
    context = {"why": why, "pairs": pairs, "typed": typed, "signed_out": signed_out}
    return render(request, "reviews/resend.html", context, status=403)
