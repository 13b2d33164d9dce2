"""Lists that are not of claims: a page of rows after a place, as JSON, CSV or NDJSON."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import orjson
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from evidence.presenters.addresses import Parameter
from ground.escaping import csv_line

from .answers import TABLES, answer, json_answer, next_link
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
    return table_of(request, told, kind, following=following)


def table_of(
    request: HttpRequest,
    rows: Sequence[Row],
    kind: str,
    *,
    names: Sequence[str] = (),
    following: str = "",
) -> HttpResponseBase:
    """Answer rows as CSV or NDJSON; `names` are the columns also where there is no row.

    A table has no room for the address of its next page: that goes into the Link header.
    """
    lines = [orjson.dumps(row).decode() for row in rows]
    if kind == "csv":
        head = list(names or (rows[0] if rows else ()))
        lines = [csv_line([_cell(value) for value in row.values()]) for row in rows]
        lines = [csv_line(head), *lines] if head else lines
    body = "".join(f"{line}\n" for line in lines).encode()
    response = answer(request, body, media_type=TABLES[kind])
    if following:
        response["Link"] = next_link(following)
    return response


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
