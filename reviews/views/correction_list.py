"""Corrections that wait for an editor."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.views.signed_in import signed_in
from reviews.models import ProposedCorrection

MOST_SHOWN = 100


@require_safe
def correction_list(request: HttpRequest) -> HttpResponse:
    """Show the proposals the reader may read: editors all that wait, others their own."""
    proposals = ProposedCorrection.objects.visible_to(signed_in(request)).waiting()
    shown = proposals.select_related("version__item", "version__citation")[:MOST_SHOWN]
    return render(request, "reviews/correction_list.html", {"proposals": shown})
