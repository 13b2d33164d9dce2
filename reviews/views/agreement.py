"""How far reviewers agree: a picture, a table, and the paragraph for a methods section."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ground import clock
from reviews.policies.agreement import FEWEST, TOGETHER, TOO_FEW
from reviews.presenters.agreement import agreement_rows, picture
from reviews.presenters.period import period_query, read_period
from reviews.queries.accepted import accepted_in
from reviews.queries.methods import methods_of, report_of


@require_safe
def agreement(request: HttpRequest) -> HttpResponse:
    """Show the agreement of a period, or of all rounds; nothing of open rounds is in it."""
    period = read_period(dict(request.GET.lists()))
    report, today = report_of(period), clock.now().date()
    accepted = accepted_in(period)
    context = {
        "period": period,
        "words": period.words(today),
        "query": period_query(period),
        "rounds": report.judged.rounds,
        "rows": agreement_rows(report.found),
        "picture": picture(report.found),
        "accepted": sorted(accepted.by_reviewers.items(), reverse=True),
        "too_few": TOO_FEW,
        "fewest": FEWEST,
        "together": TOGETHER,
        "methods": methods_of(report, today, accepted),
    }
    return render(request, "reviews/agreement.html", context)
