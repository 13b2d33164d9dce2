"""The figures of agreement as a file."""

import csv

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from reviews.policies.agreement import agreements
from reviews.presenters.agreement import csv_rows
from reviews.queries.agreement import all_years, judged_years


@require_safe
def agreement_file(request: HttpRequest) -> HttpResponse:
    """Send all periods: every year there is, and all years together."""
    years = judged_years()
    periods = [("all", all_years(years)), *((str(year), judged) for year, judged in years.items())]
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="agreement.csv"'
    lines = csv_rows((period, agreements(judged.by_pair())) for period, judged in periods)
    csv.writer(response, lineterminator="\n").writerows(lines)
    return response
