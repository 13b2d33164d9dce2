"""The page on which an editor publishes."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.forms.fields import show_refusal
from accounts.presenters import problems_of
from accounts.views.signed_in import signed_in
from evidence.views.see_other import see_other
from ground import clock
from ground.errors import Denied, Invalid, Stale
from releases.actions.publish import publish_release
from releases.forms import PublishForm
from releases.models import Release
from releases.policies import next_number, why_not_publish
from releases.presenters import blocked_rows, change_rows
from releases.queries.accepted import accepted, blocked_among
from releases.queries.changes import changes_since
from releases.queries.releases import releases

_IN_THE_WAY = "Something speaks against claims that would go in; see above."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def release_publish(request: HttpRequest) -> HttpResponse:
    """Show what would go in and what is in the way; publish it."""
    actor = signed_in(request)
    if sentence := why_not_publish(actor):
        raise Denied(sentence)
    if request.method != "POST":
        return _page(request, PublishForm(initial={"number": _suggested()}), status=200)
    form = PublishForm(request.POST)
    form.full_clean()
    asked = {name: str(form.cleaned_data[name]) for name in form.fields}
    try:
        release = publish_release(**asked, actor=actor)
    except Invalid as refusal:
        show_refusal(form, refusal)
        return _page(request, form, status=422)
    except Stale as refusal:
        return _page(request, form, status=409, refusal=refusal.message)
    except Denied as refusal:
        return _page(request, form, status=403, refusal=refusal.message)
    messages.success(request, f"{release.label} is published.")
    return see_other("releases:release-detail", release.number)


def _suggested() -> str:
    return next_number(clock.now().year, list(Release.objects.values_list("number", flat=True)))


def _page(
    request: HttpRequest, form: PublishForm, *, status: int, refusal: str = ""
) -> HttpResponse:
    versions, last = accepted(), releases().first()
    blocked = blocked_rows(blocked_among(versions))
    context: dict[str, Any] = {
        "form": form,
        "problems": problems_of(form) if form.is_bound else [],
        "refusal": "" if blocked else refusal,
        "rows": versions.count(),
        "last": last,
        "changes": change_rows(changes_since(last)),
        "blocked": blocked,
        "why_not": _IN_THE_WAY if blocked else "",
    }
    return render(request, "releases/release_publish.html", context, status=status)
