"""Contradictions: claims on the same cargo, agent and cancer that point opposite ways."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evidence.presenters.contradictions import contradiction_views, read_contradiction_address
from evidence.queries.contradictions import contradictions
from evidence.queries.items import listing_of, matching
from evidence.views.reader import reader_of


@login_not_required
@require_safe
def contradiction_list(request: HttpRequest) -> HttpResponse:
    """Show both sides of every contradiction, with what may explain it."""
    filters = read_contradiction_address(dict(request.GET.lists()))
    reader = reader_of(request)
    found = contradictions(matching(listing_of(reader).versions, filters))
    context = {
        "contradictions": contradiction_views(found),
        "with_review": "in_review" in filters.chosen["status"],
        "may_see_review": bool(reader),
    }
    return render(request, "evidence/contradiction_list.html", context)
