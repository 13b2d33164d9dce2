"""Pages of a list: as many rows as asked for, from a place that later rows never move."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from evidence.enums import Choice
from evidence.models import Item
from evidence.presenters.addresses import Parameter, choice_parameter

USUAL_LIMIT = 50
LARGEST_LIMIT = 200
CURSOR_WORDS = "Where the page before ended: follow “next”."
_PLACE = re.compile(r"(EVD-[0-9]{6})\.([1-9][0-9]{0,5})")


@dataclass(frozen=True)
class Window:
    """Which part of a list is asked for, and in which format.

    `after` is the item's and version's number of the row before. `is_whole` tells that nobody
    asked for a part: tables then hold every row.
    """

    after: tuple[int, int] | None
    limit: int
    format: str
    is_whole: bool


def _limit_problem(text: str) -> str:
    if re.fullmatch(r"[0-9]{1,4}", text) and 1 <= int(text) <= LARGEST_LIMIT:
        return ""
    return f"“limit={text[:40]}”: a page holds 1 to {LARGEST_LIMIT} rows."


def _cursor_problem(text: str) -> str:
    if _PLACE.fullmatch(text):
        return ""
    return f"“cursor={text[:40]}” is none; follow the “next” of the page before."


LIMIT = Parameter("limit", _limit_problem)
CURSOR = Parameter("cursor", _cursor_problem)
FORMATS = choice_parameter(
    "format", [Choice("json", "JSON"), Choice("csv", "CSV"), Choice("ndjson", "NDJSON")]
)


def limit_of(values: Mapping[str, tuple[str, ...]]) -> int:
    """Return how many rows a page holds."""
    return int(values.get("limit", (str(USUAL_LIMIT),))[0])


def format_of(values: Mapping[str, tuple[str, ...]]) -> str:
    """Return the format asked for: json, csv or ndjson."""
    return values.get("format", ("json",))[0]


def read_window(values: Mapping[str, tuple[str, ...]]) -> Window:
    """Return the part of a list that checked parameter values ask for."""
    place = _PLACE.fullmatch(values.get("cursor", ("",))[0])
    after = (Item.number_of(place[1]) or 0, int(place[2])) if place else None
    return Window(
        after=after,
        limit=limit_of(values),
        format=format_of(values),
        is_whole="limit" not in values and place is None,
    )


def next_address(request: HttpRequest, cursor: str) -> str:
    """Return the address of the page after the row called `cursor`, all else as it was asked."""
    asked = [(name, value) for name, values in request.GET.lists() for value in values]
    kept = [pair for pair in asked if pair[0] != "cursor"]
    query = urlencode([*kept, ("cursor", cursor)])
    return request.build_absolute_uri(f"{request.path}?{query}")
