"""The evidence matrix: a picture, a table and two files of the same numbers."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from evidence.presenters.items import filter_chips, kept_values
from evidence.presenters.matrix import (
    AXES,
    read_matrix_address,
    shown_matrix,
    status_toggle,
)
from evidence.presenters.matrix_picture import file_rows, legend, picture_of
from evidence.queries.facets import Filters
from evidence.views.reader import reader_of
from ground.escaping import csv_line


@login_not_required
@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """Show how many claims stand where two facets meet, each number with the list behind it."""
    return render(request, "evidence/matrix.html", _context(request))


@login_not_required
@require_safe
def matrix_file(request: HttpRequest, kind: str) -> HttpResponse:
    """Give the picture or the numbers as a file."""
    if kind not in ("svg", "csv"):
        raise Http404
    context = _context(request)
    if kind == "svg":
        content: str = render_to_string("evidence/_matrix.svg", context | {"alone": True})
        response = HttpResponse(content, content_type="image/svg+xml; charset=utf-8")
    else:
        lines = file_rows(context["rows"], context["columns"], context["cells"])
        content = "".join(f"{csv_line(line)}\n" for line in lines)
        response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="evidence-matrix.{kind}"'
    return response


def _context(request: HttpRequest) -> dict[str, Any]:
    address = read_matrix_address(dict(request.GET.lists()))
    reader = reader_of(request)
    shown = shown_matrix(address, reader)
    rows, columns, cells = shown.rows, shown.columns, shown.cells
    return {
        "address": address,
        "axes": AXES,
        "rows": rows,
        "columns": columns,
        "cells": cells,
        "table": list(zip(rows.shown, cells, strict=True)),
        "picture": picture_of(rows, columns, cells),
        "chips": filter_chips(address.filters, lambda filters: address.query(filters=filters)),
        "whole": address.query(filters=Filters()),
        "kept": kept_values(address.filters),
        "query": address.query(),
        "legend": legend(),
        "status_toggle": status_toggle(address) if reader else None,
    }
