"""The picture of agreement as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ground.errors import Missing
from reviews.policies.agreement import TOO_FEW
from reviews.presenters.agreement import picture
from reviews.presenters.period import read_period
from reviews.queries.methods import report_of


@require_safe
def agreement_picture(request: HttpRequest) -> HttpResponse:
    """Send the picture of a period as SVG, for a manuscript or a slide."""
    report = report_of(read_period(dict(request.GET.lists())))
    if not report.found:
        raise Missing(f"{TOO_FEW} There is no picture of this period.")
    context = {"picture": picture(report.found), "is_file": True}
    response = render(
        request, "reviews/_agreement_picture.svg", context, content_type="image/svg+xml"
    )
    response["Content-Disposition"] = 'attachment; filename="agreement.svg"'
    return response
