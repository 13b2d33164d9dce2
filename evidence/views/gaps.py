"""Gaps: what no claim covers."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evidence.enums import OPEN_STATUSES
from evidence.models import Citation, Version
from evidence.presenters.gaps import GAP_FACETS, STATES, Tallies, gaps_of, read_gap_address
from evidence.queries.axes import count_axes
from evidence.queries.gaps import papers_without_claims, upper_terms
from evidence.queries.items import listing_of, matching, waiting
from evidence.views.picture import counted_versions, picture_frame
from evidence.views.reader import reader_of


@login_not_required
@require_safe
def gaps(request: HttpRequest) -> HttpResponse:
    """Show for every name of six facets whether a claim covers it, waits, or is missing."""
    address = read_gap_address(dict(request.GET.lists()))
    reader, filters = reader_of(request), address.filters
    accepted = counted_versions(request, address)
    under_review = Version.objects.none() if address.moment else matching(waiting(), filters)
    readable = None
    if reader and not address.moment:
        listed = matching(listing_of(reader).versions, filters)
        readable = count_axes(
            listed.filter(standing__status__in=OPEN_STATUSES), GAP_FACETS, exact=filters.exact
        )
    tallies = Tallies(
        count_axes(accepted, GAP_FACETS, exact=filters.exact),
        count_axes(under_review, GAP_FACETS, exact=filters.exact),
        readable,
    )
    upper = upper_terms({facet.vocabulary for facet in GAP_FACETS if facet.vocabulary})
    context = picture_frame(request, address, accepted) | {
        "status_toggle": None,
        "facets": gaps_of(tallies, upper, address),
        "states": STATES,
        "is_visitor": reader is None,
        "papers": Citation.objects.count(),
        "papers_without": papers_without_claims().count(),
    }
    return render(request, "evidence/gaps.html", context)
