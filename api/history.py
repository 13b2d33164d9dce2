"""What became of an item: what happened, as far as the reader may know, and what differs."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from evidence.presenters.addresses import Parameter, Unreadable, read_address
from evidence.queries.items import versions_of
from evidence.views.reader import reader_of
from ground.errors import Problem
from reviews.presenters.differences import version_differences
from reviews.queries.history import history_lines

from .answers import json_answer
from .endpoint import path_parameters, reads
from .finding import item_of
from .reading import ReadingView
from .shapes import NUMBER, TEXT, array, nullable, obj, one_of, query

_PATH = path_parameters(accession="Such as EVD-000123.")
_EVENT = obj(
    {
        "at": {"type": "string", "format": "date-time"},
        "what": TEXT,
        "version": nullable(NUMBER),
        "status": TEXT,
        "reason": TEXT,
    }
)
_SEGMENT = obj({"kind": one_of(("same", "added", "removed")), "text": TEXT})
_DIFFERENCE = obj(
    {
        "field": TEXT,
        "label": TEXT,
        "change": one_of(("added", "removed", "changed")),
        "segments": array(_SEGMENT),
    }
)


class ItemEvents(ReadingView):
    """The record of an item."""

    @reads(
        "item_events",
        "What happened to an item, newest first",
        gives=obj({"results": array(_EVENT)}),
        parameters=_PATH,
        refuses=(404,),
    )
    def get(self, request: HttpRequest, accession: str) -> HttpResponseBase:
        """Only what you may know; no person is named."""
        read_address(dict(request.GET.lists()), ())
        reader, item = reader_of(request), item_of(request, accession)
        lines = history_lines(item, versions_of(item, reader), reader)
        told = [
            {
                "at": one.at.isoformat(timespec="seconds"),
                "what": one.line.words,
                "version": one.line.version,
                "status": one.line.status,
                "reason": one.line.reason,
            }
            for one in lines
        ]
        return json_answer(request, {"results": told})


def _version_parameter(name: str) -> Parameter:
    def problem(text: str) -> str:
        is_number = text.isascii() and text.isdigit() and len(text) < 7
        return "" if is_number else f"“{name}={text[:40]}” is no number of a version."

    return Parameter(name, problem)


class ItemDifferences(ReadingView):
    """What differs between two versions."""

    @reads(
        "item_differences",
        "What differs between two versions of an item",
        gives=obj({"from": NUMBER, "to": NUMBER, "differences": array(_DIFFERENCE)}),
        parameters=[
            *_PATH,
            query("from", NUMBER, "The older version; the last but one where it is left out."),
            query("to", NUMBER, "The newer version; the last one where it is left out."),
        ],
        refuses=(404,),
    )
    def get(self, request: HttpRequest, accession: str) -> HttpResponseBase:
        """Field by field and word by word; quote and notes only for signed-in people."""
        names = ("from", "to")
        values = read_address(dict(request.GET.lists()), map(_version_parameter, names))
        reader, item = reader_of(request), item_of(request, accession)
        newest_first = versions_of(item, reader)
        by_number = {version.number: version for version in newest_first}
        usual = dict(zip(("to", "from"), by_number, strict=False))
        asked = {
            name: int(values[name][0]) if name in values else usual.get(name) for name in names
        }
        problems = [
            Problem(name, f"“{name}”: there is no second version to compare with, or not for you.")
            for name, number in asked.items()
            if number not in by_number
        ]
        if problems:
            raise Unreadable(problems)
        before, after = (by_number[int(asked[name] or 0)] for name in names)
        found_ones = version_differences(before, after, private=reader is not None)
        told = [
            {
                "field": one.name,
                "label": one.label,
                "change": one.words,
                "segments": [{"kind": part.kind, "text": part.text} for part in one.segments],
            }
            for one in found_ones
        ]
        return json_answer(request, {**asked, "differences": told})
