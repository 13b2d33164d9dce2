"""How far reviewers agree: a picture, a table, and the paragraph for a methods section."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ground import clock
from reviews.policies.agreement import FEWEST, TOGETHER, agreements
from reviews.policies.methods import methods_paragraph
from reviews.presenters.agreement import agreement_rows, picture
from reviews.queries.accepted import accepted_in
from reviews.queries.agreement import all_years, judged_years


@require_safe
def agreement(request: HttpRequest) -> HttpResponse:
    """Show the agreement of a year's rounds, or of all; nothing of open rounds is in it."""
    years = judged_years()
    asked = request.GET.get("period", "")
    chosen = next((year for year in years if str(year) == asked), None)
    if asked and chosen is None:
        raise Http404
    judged = all_years(years) if chosen is None else years[chosen]
    found = agreements(judged.by_pair())
    today = clock.now()
    accepted = accepted_in(chosen)
    context = {
        "years": list(years),
        "chosen": chosen,
        "rounds": judged.rounds,
        "rows": agreement_rows(found),
        "picture": picture(found),
        "accepted": sorted(accepted.by_reviewers.items(), reverse=True),
        "fewest": FEWEST,
        "together": TOGETHER,
        "methods": methods_paragraph(
            site=settings.SITE_NAME,
            period=f"in {chosen}" if chosen else f"until {today.day} {today:%B %Y}",
            reviewers=settings.REVIEWERS_PER_ROUND,
            courses=judged.courses,
            found=found,
            accepted=accepted,
        ),
    }
    return render(request, "reviews/agreement.html", context)
