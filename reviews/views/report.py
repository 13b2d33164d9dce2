"""Report a problem with this claim: for readers, without an account."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from evidence.forms.claims import last
from evidence.models import Version
from evidence.queries.items import item_by
from evidence.views.reader import reader_of
from evidence.views.see_other import see_other
from ground import clock
from ground.canonical import sha256_hex
from ground.errors import Invalid, Problem
from reviews.actions.flags import report_problem

REPORTS_AN_HOUR = 5
_TOO_MANY = (
    f"More than {REPORTS_AN_HOUR} reports came from your address within this hour. This one was "
    "not sent; your text is kept on this page. Send it after the hour is over."
)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, accession: str) -> HttpResponse:
    """Ask what is wrong with an accepted claim; on POST keep the report for an editor."""
    item = item_by(accession, reader_of(request))
    versions = Version.objects.visible_to(None).filter(item=item) if item else None
    version = versions.select_related("standing").first() if versions is not None else None
    if item is None or version is None:
        raise Http404
    context = {"item": item, "version": version, "text": "", "contact": "", "problems": []}
    if request.method != "POST":
        return render(request, "reviews/report.html", context)
    text, contact = last(request.POST, "text"), last(request.POST, "contact")
    context |= {"text": text, "contact": contact}
    if _too_many(request):
        context["problems"] = [Problem("text", _TOO_MANY)]
        return render(request, "reviews/report.html", context, status=429)
    try:
        report_problem(item=item, text=text, contact=contact)
    except Invalid as error:
        context["problems"] = error.problems
        return render(request, "reviews/report.html", context, status=422)
    messages.success(
        request,
        f"Your report on {accession} was sent. An editor reads it; where it holds, the claim is "
        "flagged and looked at again.",
    )
    return see_other("evidence:item-detail", accession)


def _too_many(request: HttpRequest) -> bool:
    """Count this attempt; tell whether its address has made too many within the hour.

    The address is kept as a hash that lasts no longer than the hour.
    """
    address = get_adapter().get_client_ip(request)
    hour = f"{clock.now():%Y%m%d%H}"
    key = f"report:{sha256_hex(f'{hour}:{address}')[:32]}"
    cache.add(key, 0, timeout=3600)
    return bool(cache.incr(key) > REPORTS_AN_HOUR)
