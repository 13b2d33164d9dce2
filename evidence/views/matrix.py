"""The evidence matrix: a picture, a table and two files of the same numbers."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evidence.presenters.matrix import AXES, read_matrix_address, shown_matrix
from evidence.presenters.matrix_picture import file_rows, picture_of
from evidence.views.picture import counted_claims, picture_file, picture_frame


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
    lines = list(file_rows(context["rows"], context["columns"], context["cells"]))
    return picture_file("evidence-matrix", kind, "evidence/_matrix.svg", context, lines)


def _context(request: HttpRequest) -> dict[str, Any]:
    address = read_matrix_address(dict(request.GET.lists()))
    claims = counted_claims(request, address)
    shown = shown_matrix(address, claims)
    rows, columns, cells = shown.rows, shown.columns, shown.cells
    picture = picture_of(rows, columns, cells)
    return {
        **picture_frame(request, address, claims),
        "axes": AXES,
        "rows": rows,
        "columns": columns,
        "cells": cells,
        "picture": picture,
        "table": zip(rows.shown, picture.table_rows, strict=True),
    }
