"""Keeping what was typed when the person turns out to be signed out."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render, resolve_url

from evidence.views.draft_autosave import is_autosave

View = Callable[..., HttpResponse]


def keeps_what_is_typed(view: View) -> View:
    """Let only signed-in people through; what somebody signed out has posted stays on a page."""

    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method != "POST":
            return redirect_to_login(request.get_full_path())
        if is_autosave(request):
            url = f"{resolve_url(settings.LOGIN_URL)}?next={request.path}"
            return JsonResponse({"state": "signed-out", "url": url}, status=401)
        return resend_page(request)

    return guarded


def resend_page(request: HttpRequest) -> HttpResponse:
    """Return a page that holds everything posted and sends it again; nothing is read or saved."""
    pairs = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    typed = [value for name, value in pairs if " " in value.strip()]
    context = {"pairs": pairs, "typed": typed}
    return render(request, "reviews/resend.html", context, status=403)
