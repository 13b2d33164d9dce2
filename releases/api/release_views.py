"""Releases: the list, one, and its files."""

from typing import Any

import orjson
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema

from evidence.presenters.addresses import Parameter, Unreadable, read_address
from ground.errors import Problem
from ground.escaping import csv_line
from releases.citing import how_to_cite
from releases.models import Release
from releases.policies import number_problem
from releases.queries.releases import file_of, release_of, releases
from releases.views.downloads import download
from releases.views.release_detail import refuse_withdrawn

from .answers import json_answer, table_answer
from .paging import FORMATS, LIMIT, format_of, limit_of, next_address
from .reading import ReadingView
from .shapes import PAGE, RELEASE, RELEASES, TEXT, refusals

_NUMBER = OpenApiParameter("number", TEXT, OpenApiParameter.PATH)
_CURSOR = Parameter("cursor", number_problem)
_IN_TABLE = ("number", "label", "published_at", "rows", "licence", "publisher", "cite_as", "url")


class Releases(ReadingView):
    """Every release."""

    @extend_schema(
        operation_id="releases",
        summary="Releases, newest first",
        parameters=[*PAGE, OpenApiParameter("cursor", TEXT, description="Follow “next”.")],
        responses={
            (200, "application/json"): RELEASES,
            (200, "text/csv"): {"type": "string"},
            (200, "application/x-ndjson"): {"type": "string"},
            **refusals(400),
        },
    )
    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Releases never change, and none goes away."""
        values = read_address(dict(request.GET.lists()), (LIMIT, _CURSOR, FORMATS))
        limit = limit_of(values)
        found = list(releases(before=_place(values))[: limit + 1])
        shown = [_body(request, release) for release in found[:limit]]
        following = next_address(request, shown[-1]["number"]) if len(found) > limit else ""
        if format_of(values) == "json":
            return json_answer(request, {"results": shown, "next": following or None})
        return _table(request, shown, format_of(values), following)


def _place(values: dict[str, tuple[str, ...]]) -> Release | None:
    if "cursor" not in values:
        return None
    if release := release_of(values["cursor"][0]):
        return release
    message = f"“cursor={values['cursor'][0]}”: there is no release of this number."
    raise Unreadable([Problem("cursor", message)])


def _table(
    request: HttpRequest, shown: list[dict[str, Any]], kind: str, following: str
) -> HttpResponseBase:
    rows = [{name: str(body[name]) for name in _IN_TABLE} for body in shown]
    is_csv = kind == "csv"
    lines = [csv_line(row.values()) if is_csv else orjson.dumps(row).decode() for row in rows]
    head = csv_line(_IN_TABLE) if is_csv else ""
    chunks = [lines] if lines else []
    return table_answer(request, chunks, kind=kind, head=head, following=following)


class OneRelease(ReadingView):
    """One release."""

    @extend_schema(
        operation_id="release",
        summary="One release with its files",
        parameters=[_NUMBER],
        responses={(200, "application/json"): RELEASE, **refusals(400, 404, 410)},
    )
    def get(self, request: HttpRequest, number: str) -> HttpResponseBase:
        """Licence, how to cite, and every file with its checksum."""
        read_address(dict(request.GET.lists()), ())
        release = _found(number)
        refuse_withdrawn(release)
        return json_answer(request, _body(request, release))


class OneFile(ReadingView):
    """One file of a release."""

    @extend_schema(
        operation_id="file",
        summary="One file of a release",
        parameters=[_NUMBER, OpenApiParameter("name", TEXT, OpenApiParameter.PATH)],
        responses={(200, "*/*"): {"type": "string"}, **refusals(400, 404, 410)},
    )
    def get(self, request: HttpRequest, number: str, name: str) -> HttpResponseBase:
        """The bytes that were published, with their SHA-256 as ETag."""
        read_address(dict(request.GET.lists()), ())
        release = _found(number)
        refuse_withdrawn(release)
        file = file_of(release, name)
        if file is None:
            raise Http404
        return download(request, file)


def _found(number: str) -> Release:
    release = release_of(number)
    if release is None:
        raise Http404
    return release


def _body(request: HttpRequest, release: Release) -> dict[str, Any]:
    def address(name: str, *args: str) -> str:
        return request.build_absolute_uri(reverse(name, args=[release.number, *args]))

    return {
        "number": release.number,
        "label": release.label,
        "published_at": release.published_at.isoformat(timespec="seconds"),
        "rows": release.rows,
        "licence": release.licence,
        "publisher": release.publisher,
        "contributors": release.contributors.splitlines(),
        "note": release.note,
        "cite_as": how_to_cite(release),
        "events_sha256": release.manifest["events_sha256"],
        "url": address("api:release"),
        "files": [
            {
                "name": file.name,
                "size": file.size,
                "sha256": file.sha256,
                "media_type": file.media_type,
                "url": address("api:file", file.name),
            }
            for file in release.files.all()
        ],
    }
