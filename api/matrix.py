"""The evidence matrix: claims counted where two facets meet."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from evidence.presenters.addresses import read_address
from evidence.presenters.matrix import (
    AXES,
    SIDES,
    Lines,
    MatrixAddress,
    ShownCell,
    shown_matrix,
    sides_of,
)
from evidence.presenters.pictures import DIRECTIONS
from evidence.queries.groups import claims_of
from evidence.queries.items import listing_of
from evidence.views.reader import reader_of

from .answers import json_answer
from .endpoint import reads
from .listing import table_of
from .paging import FORMATS, LIMIT, format_of, limit_of
from .parameter_shapes import FILTERS as FILTER_SHAPES
from .parameter_shapes import PAGE
from .parameters import FILTERS, filters_of
from .reading import ReadingView
from .shapes import NUMBER, TEXT, array, obj, one_of, query

_SIDE = obj(
    {
        "facet": one_of(facet.name for facet in AXES),
        "values": array(
            obj(
                {
                    "key": {**TEXT, "description": "The id of a term, or a value of a list."},
                    "label": TEXT,
                    "depth": {**NUMBER, "description": "How many broader values stand above it."},
                    "claims": NUMBER,
                    "is_provisional": {"type": "boolean"},
                }
            )
        ),
        "left_off": {**NUMBER, "description": "Values beyond the limit."},
    }
)
_CELL = obj(
    {
        "row": TEXT,
        "row_label": TEXT,
        "column": TEXT,
        "column_label": TEXT,
        "claims": NUMBER,
        "direction": one_of(DIRECTIONS),
        "directness": {**NUMBER, "description": "Of the most direct claim, 0 to 5."},
        "effects": {"type": "object", "additionalProperties": NUMBER},
        "is_contradictory": {"type": "boolean"},
        "claims_page": {**TEXT, "description": "The page that lists exactly these claims."},
    }
)
_AXIS = [facet.name for facet in AXES]


class EvidenceMatrix(ReadingView):
    """The figures of the matrix page."""

    @reads(
        "matrix",
        "Claims counted along two facets at once",
        gives=obj({"rows": _SIDE, "columns": _SIDE, "cells": array(_CELL)}),
        parameters=[
            query("rows", one_of(_AXIS, default="cargo"), "The facet whose values are rows."),
            query("columns", one_of(_AXIS, default="agents"), "The facet of the columns."),
            *FILTER_SHAPES,
            *PAGE,
        ],
        tables=True,
    )
    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Of every item the newest version that you may read. The values with the most claims come
        first, `limit` of them either way, narrower ones below their broader one, where they count
        too. Tables have a row for each cell that holds claims."""
        values = read_address(
            dict(request.GET.lists()), (*SIDES.values(), *FILTERS, LIMIT, FORMATS)
        )
        filters = filters_of(values)
        if "status" in values:
            filters = replace(filters, chosen={**filters.chosen, "status": values["status"]})
        kind = format_of(values)
        most = None if kind != "json" and "limit" not in values else limit_of(values)
        rows, columns = sides_of(values)
        address = MatrixAddress(filters=filters, rows=rows, columns=columns)
        claims = claims_of(listing_of(reader_of(request)), address.counted)
        shown = shown_matrix(address, claims, most=most, unfolded=True)
        cells = [_cell(request, cell) for row in shown.cells for cell in row if cell]
        if kind != "json":
            return table_of(request, cells, kind)
        sides = {"rows": _side(shown.rows), "columns": _side(shown.columns)}
        return json_answer(request, sides | {"cells": cells})


def _side(lines: Lines) -> dict[str, Any]:
    return {
        "facet": lines.facet.name,
        "values": [
            {
                "key": line.key,
                "label": line.label,
                "depth": line.depth,
                "claims": line.claims,
                "is_provisional": line.provisional,
            }
            for line in lines.shown
        ],
        "left_off": lines.left_off,
    }


def _cell(request: HttpRequest, cell: ShownCell) -> dict[str, Any]:
    return {
        "row": cell.row.key,
        "row_label": cell.row.label,
        "column": cell.column.key,
        "column_label": cell.column.label,
        "claims": cell.claims,
        "direction": cell.direction,
        "directness": cell.directness,
        "effects": dict(cell.effects),
        "is_contradictory": cell.contradictory,
        "claims_page": request.build_absolute_uri(cell.href),
    }
