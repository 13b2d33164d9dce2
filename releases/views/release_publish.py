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
from ground.errors import Denied, Invalid, Stale, Unable
from releases.actions.publish import publish_release
from releases.forms import PublishForm
from releases.models import Release
from releases.policies import next_number, why_not_publish
from releases.presenters import blocked_rows, change_rows, item_links
from releases.queries.gate import gate

_IN_THE_WAY = "Something speaks against claims that would go in; see above."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def release_publish(request: HttpRequest) -> HttpResponse:
    """Show what would go in and what is in the way; publish it."""
    actor = signed_in(request)
    if sentence := why_not_publish(actor):
        raise Denied(sentence)
    if request.method != "POST":
        return _page(request, PublishForm(), status=200)
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
    except Unable as refusal:
        return _page(request, form, status=503, refusal=refusal.message)
    messages.success(request, f"{release.label} is published.")
    return see_other("releases:release-detail", release.number)


def _page(
    request: HttpRequest, form: PublishForm, *, status: int, refusal: str = ""
) -> HttpResponse:
    found = gate()
    used = list(Release.objects.values_list("number", flat=True))
    closed = found.blocked or found.vanished or found.violations
    context: dict[str, Any] = {
        "form": form,
        "problems": problems_of(form) if form.is_bound else [],
        "refusal": "" if closed else refusal,
        "gate": found,
        "next_number": next_number(clock.now().year, used),
        "changes": change_rows(found.changes),
        "blocked": blocked_rows(found.blocked),
        "vanished": item_links(found.vanished),
        "quarantined": [
            link | {"reason": found.quarantined[link["accession"]]}
            for link in item_links(found.quarantined)
        ],
        "why_not": _IN_THE_WAY if closed else "",
    }
    return render(request, "releases/release_publish.html", context, status=status)
