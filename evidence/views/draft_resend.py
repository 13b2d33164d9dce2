"""Keeping what was typed when a draft cannot be saved just now: signed out, or open too long."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render, resolve_url

from evidence.forms.claims import read_claim
from evidence.presenters.drafts import answers_of
from evidence.views.draft_autosave import is_autosave


def draft_resend(request: HttpRequest, why: str) -> HttpResponse:
    """Return a page that holds everything posted and sends it again; nothing is read or saved.

    The page names no draft and shows only what the browser itself has sent.
    """
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    if is_autosave(request):
        url = f"{resolve_url(settings.LOGIN_URL)}?next={request.path}"
        signed_out = not request.user.is_authenticated
        state = {"state": "signed-out" if signed_out else "refused", "url": url}
        return JsonResponse(state, status=401 if signed_out else 403)
    pairs = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in ("csrfmiddlewaretoken", "add_row", "take", "check", "offer")
    ]
    context = {"why": why, "pairs": pairs, "answers": answers_of(read_claim(request.POST).content)}
    return render(request, "evidence/draft_resend.html", context, status=403)
