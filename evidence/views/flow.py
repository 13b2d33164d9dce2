"""The flow: from donor tissue to effect, as a picture, two tables and two files."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evidence.presenters.flow import (
    bands_of,
    cargo_choices,
    file_rows,
    flow_of,
    read_flow_address,
)
from evidence.presenters.flow_picture import flow_picture
from evidence.queries.flow import FlowGroups
from evidence.views.picture import counted_claims, picture_file, picture_frame


@login_not_required
@require_safe
def flow(request: HttpRequest) -> HttpResponse:
    """Show how claims run from donor tissue to effect, each number with the list behind it."""
    return render(request, "evidence/flow.html", _context(request))


@login_not_required
@require_safe
def flow_file(request: HttpRequest, kind: str) -> HttpResponse:
    """Give the picture or the numbers as a file."""
    if kind not in ("svg", "csv"):
        raise Http404
    context = _context(request)
    lines = list(file_rows(context["flow"]))
    return picture_file("evidence-flow", kind, "evidence/_flow.svg", context, lines)


def _context(request: HttpRequest) -> dict[str, Any]:
    address = read_flow_address(dict(request.GET.lists()))
    claims = counted_claims(request, address)
    found = FlowGroups(claims, address.stages, exact=address.filters.exact)
    bands = bands_of(found.axes, address)
    flow = flow_of(found.axes, bands, found.count(bands), address)
    return {
        **picture_frame(request, address, claims),
        "flow": flow,
        "picture": flow_picture(flow),
        "cargo_choices": cargo_choices(address),
    }
