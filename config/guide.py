"""The guide: a page for each kind of person who works here."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reviews.workflow import LEASE_DAYS, MOST_TAKEN_AT_ONCE, OBJECTING_DAYS, RECONCILING_DAYS


@dataclass(frozen=True)
class GuidePage:
    """One page of the guide; its prose is the template of its name."""

    name: str
    title: str
    lead: str


PAGES = {
    page.name: page
    for page in (
        GuidePage("curators", "For curators", "From a paper to a claim that others can judge."),
        GuidePage("reviewers", "For reviewers", "A paper at a time, blind, without a mouse."),
        GuidePage("editors", "For editors", "The queue, decisions, the vocabulary, releases."),
        GuidePage("analysts", "For analysts", "Spreadsheets, programs, releases, citing."),
    )
}
# What the prose says in numbers, so that it cannot fall behind.
FIGURES: dict[str, Any] = {
    "lease_days": LEASE_DAYS,
    "most_taken": MOST_TAKEN_AT_ONCE,
    "reconciling_days": RECONCILING_DAYS,
    "objecting_days": OBJECTING_DAYS,
}


@login_not_required
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Show where to read on."""
    return render(request, "guide/index.html", {"pages": PAGES.values()})


@login_not_required
@require_safe
def guide_page(request: HttpRequest, page: str) -> HttpResponse:
    """Show the page for one kind of person."""
    if page not in PAGES:
        raise Http404
    context = {"page": PAGES[page], "pages": PAGES.values(), **FIGURES}
    context["reviewers"] = settings.REVIEWERS_PER_ROUND
    return render(request, f"guide/{page}.html", context)
