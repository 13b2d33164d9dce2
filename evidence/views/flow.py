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
from evidence.queries.axes import count_axes, name_terms
from evidence.queries.flow import count_flow
from evidence.views.picture import counted_versions, picture_file, picture_frame


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
    versions = counted_versions(request, address)
    exact = address.filters.exact
    axes = count_axes(versions, address.stages, exact=exact)
    name_terms(axes)
    bands = bands_of(axes, address)
    counted = count_flow(versions, address.stages, bands, exact=exact)
    flow = flow_of(axes, bands, counted, address)
    return {
        **picture_frame(request, address, versions),
        "flow": flow,
        "picture": flow_picture(flow),
        "cargo_choices": cargo_choices(address),
    }
