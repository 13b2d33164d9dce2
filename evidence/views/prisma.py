"""The flow of papers, as PRISMA 2020 counts it: a page, its picture and its numbers as files."""

import csv

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.views.signed_in import signed_in
from evidence.presenters.prisma import flow_of, flow_rows, flow_sentence
from evidence.presenters.prisma_picture import picture_of
from evidence.queries.worklist import dropped, groups


@require_safe
def prisma(request: HttpRequest) -> HttpResponse:
    """Show the flow of papers as a picture and a table."""
    signed_in(request)
    flow = flow_of(groups(), dropped())
    context = {"flow": flow, "picture": picture_of(flow), "sentence": flow_sentence(flow)}
    return render(request, "evidence/prisma.html", context)


@require_safe
def prisma_file(request: HttpRequest, kind: str) -> HttpResponse:
    """Send the picture as SVG or the numbers as CSV."""
    signed_in(request)
    flow = flow_of(groups(), dropped())
    if kind == "svg":
        context = {"picture": picture_of(flow), "is_file": True}
        response = render(request, "evidence/_prisma.svg", context, content_type="image/svg+xml")
    elif kind == "csv":
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        csv.writer(response, lineterminator="\n").writerows(flow_rows(flow))
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="papers.{kind}"'
    return response
