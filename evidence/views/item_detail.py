"""The page of an item: its newest version."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from evidence.models import Draft
from evidence.presenters.addresses import read_address
from evidence.queries.items import item_by, versions_of
from evidence.views.claim_page import claim_page
from evidence.views.claim_then import claim_then
from evidence.views.reader import reader_of
from ground.errors import Gone
from releases.moments import MOMENT, moment_of
from reviews.models import Publication
from reviews.queries.publications import ended_publication

_MOMENT = tuple(parameter.name for parameter in MOMENT)


@login_not_required
@require_safe
def item_detail(request: HttpRequest, accession: str) -> HttpResponse:
    """Show the newest version the reader may read; an author's mere draft is opened instead.

    What was merged leads on to the item it was merged into, for ever and for everybody. `as_of`
    and `release` show the version that was public then.
    """
    asked = {name: values for name, values in request.GET.lists() if name in _MOMENT}
    if moment := moment_of(read_address(asked, MOMENT)):
        return claim_then(request, accession, moment)
    item = item_by(accession, reader_of(request))
    versions = versions_of(item, reader_of(request)) if item else []
    may_lead_on = not versions or versions[0].standing.status == "merged"
    if may_lead_on and (ended := ended_publication(accession)):
        return _lead_on(accession, ended)
    if item is None:
        raise Http404
    if versions:
        return claim_page(request, versions[0], versions)
    draft = Draft.objects.visible_to(reader_of(request)).open().filter(item=item).first()
    if draft is None:
        raise Http404
    return redirect("evidence:draft-edit", draft.pk)


def _lead_on(accession: str, ended: Publication) -> HttpResponse:
    if ended.merged_into is None:
        raise Gone(f"{accession} is no longer held: {ended.why_ended}")
    return redirect("evidence:item-detail", ended.merged_into.accession, permanent=True)
