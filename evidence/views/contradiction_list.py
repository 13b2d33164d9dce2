"""Contradictions: claims on the same cargo, agent and cancer that point opposite ways."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evidence.presenters.contradictions import (
    MOST_SHOWN,
    contradiction_views,
    read_contradiction_address,
)
from evidence.queries.contradictions import contradictions
from evidence.views.picture import counted_claims, picture_frame


@login_not_required
@require_safe
def contradiction_list(request: HttpRequest) -> HttpResponse:
    """Show both sides of every contradiction, with what may explain it."""
    address = read_contradiction_address(dict(request.GET.lists()))
    claims = counted_claims(request, address)
    found, left_off = contradictions(claims.versions, MOST_SHOWN)
    context = picture_frame(request, address, claims) | {
        "contradictions": contradiction_views(found, address.then),
        "left_off": left_off,
    }
    return render(request, "evidence/contradiction_list.html", context)
