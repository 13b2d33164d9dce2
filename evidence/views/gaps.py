"""Gaps: what no claim covers, as tables and as a file."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evidence.enums import OPEN_STATUSES
from evidence.models import Citation, Version
from evidence.presenters.gaps import (
    GAP_FACETS,
    STATES,
    Tallies,
    file_rows,
    gaps_of,
    names_of,
    papers_at,
    read_gap_address,
)
from evidence.queries.axes import count_axes
from evidence.queries.gaps import papers_without_claims, upper_terms
from evidence.queries.groups import Claims
from evidence.queries.items import listing_of, matching, waiting
from evidence.queries.worklist import Wanted, count_by_state, naming
from evidence.views.picture import counted_claims, picture_file, picture_frame
from evidence.views.reader import reader_of


@login_not_required
@require_safe
def gaps(request: HttpRequest) -> HttpResponse:
    """Show for every name of six facets whether a claim covers it, waits, or is missing."""
    return render(request, "evidence/gaps.html", _context(request))


@login_not_required
@require_safe
def gaps_file(request: HttpRequest, kind: str) -> HttpResponse:
    """Give the numbers as a file."""
    if kind != "csv":
        raise Http404
    context = _context(request)
    lines = file_rows(context["facets"], with_papers=context["shows_papers"])
    return picture_file("evidence-gaps", kind, "", context, list(lines))


def _context(request: HttpRequest) -> dict[str, Any]:
    address = read_gap_address(dict(request.GET.lists()))
    reader, filters = reader_of(request), address.filters
    accepted = counted_claims(request, address)
    under_review = Version.objects.none() if address.moment else matching(waiting(), filters)
    upper = upper_terms({facet.vocabulary for facet in GAP_FACETS if facet.vocabulary})
    # Where a paper stood at another time, and who reads which, is not for everybody.
    live = reader if not address.moment else None
    readable = None
    if live:
        listed = matching(listing_of(live).versions, filters)
        open_to_them = Claims(listed.filter(standing__status__in=OPEN_STATUSES))
        readable = count_axes(open_to_them, GAP_FACETS, exact=filters.exact)
    tallies = Tallies(
        count_axes(accepted, GAP_FACETS, exact=filters.exact),
        count_axes(Claims(under_review), GAP_FACETS, exact=filters.exact),
        readable,
        naming(names_of(upper)) if live else {},
    )
    return picture_frame(request, address, accepted) | {
        "status_toggle": None,
        "facets": gaps_of(tallies, upper, address),
        "states": STATES,
        "is_visitor": reader is None,
        "shows_papers": live is not None,
        "worklist": papers_at(count_by_state(live, Wanted())) if live else [],
        "papers": Citation.objects.count(),
        "papers_without": papers_without_claims().count(),
    }
