"""The figures of agreement as a file."""

import csv

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from reviews.presenters.agreement import csv_rows
from reviews.presenters.period import read_period
from reviews.queries.methods import report_of


@require_safe
def agreement_file(request: HttpRequest) -> HttpResponse:
    """Send the figures of a period as CSV; the head alone where there are too few rounds."""
    report = report_of(read_period(dict(request.GET.lists())))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="agreement.csv"'
    lines = csv_rows(report.period, report.found)
    csv.writer(response, lineterminator="\n").writerows(lines)
    return response
