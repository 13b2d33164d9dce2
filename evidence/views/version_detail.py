"""The page of one version of an item."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from evidence.queries.items import item_by, versions_of
from evidence.views.claim_page import claim_page
from evidence.views.reader import reader_of


@login_not_required
@require_safe
def version_detail(request: HttpRequest, accession: str, number: int) -> HttpResponse:
    """Show a version, if the reader may read it."""
    item = item_by(accession, reader_of(request))
    versions = versions_of(item, reader_of(request)) if item else []
    version = next((v for v in versions if v.number == number), None)
    if version is None:
        raise Http404
    return claim_page(request, version, versions)
