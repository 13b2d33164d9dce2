"""Agreeing to a public profile."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from evidence.forms.claims import last
from evidence.views.see_other import see_other
from ground.errors import Invalid, Problem
from reviews.actions.profiles import hide_profile, show_profile
from reviews.policies.papers import why_not_show_profile
from reviews.queries.papers import confirmed_papers, own_profile


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def public_profile(request: HttpRequest) -> HttpResponse:
    """Show what a public profile would hold; on POST show it to everybody, or hide it."""
    reader, problems, status = signed_in(request), list[Problem](), 200
    if request.method == "POST":
        try:
            if "hide" in request.POST:
                hide_profile(actor=reader)
                messages.success(request, "Your public profile is shown to nobody any more.")
            else:
                show_profile(name=last(request.POST, "name"), actor=reader)
                messages.success(request, "Your public profile is shown to everybody.")
        except Invalid as error:
            problems, status = error.problems, 422
        else:
            return see_other("reviews:public-profile")
    papers, profile = confirmed_papers(reader), own_profile(reader)
    typed = last(request.POST, "name") if problems else ""
    context = {
        "papers": [one.citation for one in papers],
        "why_not": why_not_show_profile(papers=len(papers)),
        "profile": profile,
        "is_shown": profile is not None and profile.hidden_at is None and bool(papers),
        "name": typed or (profile.name if profile else reader.name),
        "orcid": reader.verified_orcid,
        "problems": problems,
    }
    return render(request, "reviews/own_profile.html", context, status=status)
