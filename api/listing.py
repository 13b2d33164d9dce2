"""Lists that are not of claims: a page of rows after a place, as JSON, CSV or NDJSON."""

from collections.abc import Callable, Iterable
from typing import Any

import orjson
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from evidence.presenters.addresses import Parameter
from ground.escaping import csv_line

from .answers import json_answer, table_answer
from .paging import format_of, limit_of, next_address

Row = dict[str, Any]
Values = dict[str, tuple[str, ...]]


def list_answer(
    request: HttpRequest,
    values: Values,
    rows: Callable[[int | None], Iterable[Any]],
    body: Callable[[Any], Row],
    *,
    place: Callable[[Any], str],
) -> HttpResponseBase:
    """Answer a list: `rows` finds as many as asked for (None: all of a table), `body` tells each.

    `place` is where the page after a row begins: the cursor of that page.
    """
    kind, limit = format_of(values), limit_of(values)
    is_whole = kind != "json" and "limit" not in values and "cursor" not in values
    found = list(rows(None if is_whole else limit + 1))
    shown = found if is_whole else found[:limit]
    following = next_address(request, place(shown[-1])) if len(found) > len(shown) else ""
    told = [body(row) for row in shown]
    if kind == "json":
        return json_answer(request, {"results": told, "next": following or None})
    is_csv = kind == "csv"
    lines = list(_lines(told, is_csv=is_csv))
    head = csv_line(list(told[0])) if is_csv and told else ""
    chunks = [lines] if lines else []
    return table_answer(request, chunks, kind=kind, head=head, following=following)


def _lines(rows: Iterable[Row], *, is_csv: bool) -> Iterable[str]:
    for row in rows:
        flat = {name: _cell(value) for name, value in row.items()}
        yield csv_line(list(flat.values())) if is_csv else orjson.dumps(row).decode()


def _cell(value: Any) -> str:
    """Return a value as one cell: lists with semicolons, what is nested as JSON, nothing as ""."""
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "; ".join(value)
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def cursor_parameter(problem: Callable[[str], str]) -> Parameter:
    """Return the parameter that says after which row a page begins."""
    return Parameter("cursor", problem)
