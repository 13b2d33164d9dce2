"""What was taken back since a day."""

import re
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from evidence.models import CitationStatus
from evidence.presenters.addresses import Parameter, read_address
from releases.models import ReleaseWithdrawal
from releases.moments import past_day_parameter
from releases.queries.withdrawn import Entry, Place, withdrawn

from .answers import json_answer
from .endpoint import reads
from .listing import table_of
from .paging import CURSOR_WORDS, FORMATS, LIMIT, format_of, limit_of, next_address
from .parameter_shapes import PAGE
from .reading import ReadingView
from .shapes import DAY, NEXT, TEXT, array, nullable, obj, query

_AFFECTED = obj(
    {"accession": TEXT, "is_public": {"type": "boolean"}, "releases": array(TEXT), "url": TEXT}
)
_CITED = obj({name: nullable(TEXT) for name in ("pmid", "pmcid", "doi", "nct")})
_CITED["properties"] |= {"key": TEXT, "title": TEXT, "url": TEXT}
_ENTRY = obj(
    {
        "kind": {"enum": ["paper", "item", "release"]},
        "at": {"type": "string", "format": "date-time", "description": "When it was noted here."},
        "status": nullable(TEXT),
        "before": nullable(TEXT),
        "on": {**nullable(TEXT), "description": "The day of the notice, where it is known."},
        "source": nullable(TEXT),
        "reason": nullable(TEXT),
        "citation": {**_CITED, "type": ["object", "null"]},
        "items": array(_AFFECTED),
        "releases": array(obj({"number": TEXT, "url": TEXT})),
    }
)
_WITHDRAWN = obj({"results": array(_ENTRY), "next": NEXT})
_ASKED = [
    query("since", DAY, "From the beginning of that day (UTC)."),
    query("cursor", TEXT, CURSOR_WORDS),
    *PAGE,
]

_PLACE = re.compile(r"([0-9]{1,17})\.(item|paper|release)\.([0-9a-f.-]{1,40})")
_IN_TABLE = (
    "at",
    "kind",
    "what",
    "status",
    "before",
    "on",
    "source",
    "reason",
    "items",
    "releases",
)
_MICROSECONDS = 1_000_000


def _place(text: str) -> Place | None:
    """Return the place that a cursor of ours names, None for anything else."""
    if not (match := _PLACE.fullmatch(text)):
        return None
    ticks, kind, name = int(match[1]), match[2], match[3]
    try:
        at = datetime.fromtimestamp(ticks // _MICROSECONDS, UTC)
        if kind == "paper":
            UUID(name)
        elif kind == "item":
            int(name)
    except (ValueError, OverflowError, OSError):
        return None
    return Place(at.replace(microsecond=ticks % _MICROSECONDS), kind, name)


def _cursor(place: Place) -> str:
    seconds = int(place.at.replace(microsecond=0).timestamp())
    return f"{seconds * _MICROSECONDS + place.at.microsecond}.{place.kind}.{place.name}"


_CURSOR = Parameter(
    "cursor",
    lambda text: (
        ""
        if _place(text)
        else f"“cursor={text[:40]}” is none; follow the “next” of the page before."
    ),
)
_SINCE = past_day_parameter("since", "what was taken back from then on is shown")


class Withdrawn(ReadingView):
    """Papers retracted or corrected, claims no longer held, releases withdrawn."""

    @reads(
        "withdrawn",
        "What was taken back, oldest first",
        gives=_WITHDRAWN,
        parameters=_ASKED,
        tables=True,
    )
    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Ask again with the day on which you asked last: what was noted since is shown."""
        values = read_address(dict(request.GET.lists()), (_SINCE, LIMIT, _CURSOR, FORMATS))
        limit = limit_of(values)
        since, after = values.get("since"), values.get("cursor")
        found = withdrawn(
            since=datetime.combine(date.fromisoformat(since[0]), time.min, UTC) if since else None,
            after=_place(after[0]) if after else None,
            most=limit + 1,
        )
        following = ""
        if len(found) > limit:
            following = next_address(request, _cursor(found[limit - 1].place))
        if format_of(values) == "json":
            results = [_body(request, entry) for entry in found[:limit]]
            return json_answer(request, {"results": results, "next": following or None})
        return _table(request, found[:limit], format_of(values), following)


def _body(request: HttpRequest, entry: Entry) -> dict[str, Any]:
    def address(name: str, *args: str) -> str:
        return request.build_absolute_uri(reverse(name, args=args))

    return {
        "kind": entry.place.kind,
        "at": entry.place.at.isoformat(),
        **_said(entry),
        "citation": _citation(entry, address),
        "items": [
            {
                "accession": item.accession,
                "is_public": item.is_public,
                "releases": item.releases,
                "url": address("api:item", item.accession),
            }
            for item in entry.items
        ],
        "releases": [
            {"number": number, "url": address("api:release", number)} for number in entry.releases
        ],
    }


def _said(entry: Entry) -> dict[str, str | None]:
    thing = entry.thing
    if isinstance(thing, CitationStatus):
        return {
            "status": thing.status,
            "before": thing.before,
            "on": thing.status_on.isoformat() if thing.status_on else None,
            "source": thing.source,
            "reason": thing.reason,
        }
    reason = thing.reason if isinstance(thing, ReleaseWithdrawal) else thing.why_ended
    return {"status": None, "before": None, "on": None, "source": None, "reason": reason}


def _citation(entry: Entry, address: Any) -> dict[str, str | None] | None:
    if not isinstance(entry.thing, CitationStatus):
        return None
    citation = entry.thing.citation
    names = ("key", "title", "pmid", "pmcid", "doi", "nct")
    url = address("evidence:citation-detail", citation.key)
    return {name: getattr(citation, name) for name in names} | {"url": url}


def _table(request: HttpRequest, found: list[Entry], kind: str, following: str) -> HttpResponseBase:
    rows = []
    for entry in found:
        thing = entry.thing
        is_paper = isinstance(thing, CitationStatus)
        row = {
            "at": entry.place.at.isoformat(),
            "kind": entry.place.kind,
            "what": thing.citation.key if is_paper else "",
            "items": " ".join(item.accession for item in entry.items),
            "releases": " ".join(entry.releases),
            **{name: text or "" for name, text in _said(entry).items()},
        }
        rows.append({name: row[name] for name in _IN_TABLE})
    return table_of(request, rows, kind, names=_IN_TABLE, following=following)
