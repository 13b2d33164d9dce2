"""Releases: the list, one, and its files."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from accounts.models import Person
from evidence.presenters.addresses import Parameter, Unreadable, read_address
from ground.errors import Problem
from releases.actions.publish import publish_release
from releases.actions.withdraw_release import withdraw_release
from releases.citing import how_to_cite
from releases.models import Release
from releases.policies import LONGEST_NOTE, number_problem
from releases.queries.releases import file_of, release_of, releases
from releases.views.downloads import download
from releases.views.release_detail import refuse_withdrawn

from .answers import json_answer
from .bodies import Body
from .components import RELEASE
from .endpoint import Done, Endpoint, path_parameters, reads, writes
from .listing import table_of
from .paging import CURSOR_WORDS, FORMATS, LIMIT, format_of, limit_of, next_address
from .parameter_shapes import PAGE
from .reading import ReadingView
from .shapes import NEXT, TEXT, array, obj, query, taken, text

_PATH = path_parameters(number="Such as 2026.1.")
_CURSOR = Parameter("cursor", number_problem)
_IN_TABLE = ("number", "label", "published_at", "rows", "licence", "publisher", "cite_as", "url")


class Releases(Endpoint):
    """Every release."""

    @reads(
        "releases",
        "Releases, newest first",
        gives=obj({"results": array(RELEASE), "next": NEXT}),
        parameters=[*PAGE, query("cursor", TEXT, CURSOR_WORDS)],
        tables=True,
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

    @writes(
        "release_publish",
        "Publish everything that is accepted",
        scopes=("edit",),
        takes=taken(
            {
                "number": text(9, pattern=r"^[0-9]{4}\.[1-9][0-9]{0,3}$"),
                "note": text(LONGEST_NOTE),
                "why_as_is": text(LONGEST_NOTE),
            },
            optional=("note", "why_as_is"),
        ),
        gives=RELEASE,
        status=201,
        example={"number": "2026.1", "note": "The first release."},
    )
    def post(self, request: HttpRequest, body: Body, actor: Person) -> Done:
        """As a numbered release that never changes. Whatever stands in its way is refused at
        once, and nothing is published then."""
        release = publish_release(**({"note": ""} | body), actor=actor)
        told = _body(request, release)
        return Done(told, 201, location=told["url"])


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
    return table_of(request, rows, kind, names=_IN_TABLE, following=following)


class OneRelease(ReadingView):
    """One release."""

    @reads(
        "release",
        "One release with its files",
        gives=RELEASE,
        parameters=_PATH,
        refuses=(404, 410),
    )
    def get(self, request: HttpRequest, number: str) -> HttpResponseBase:
        """Licence, how to cite, and every file with its checksum."""
        read_address(dict(request.GET.lists()), ())
        release = _found(number)
        refuse_withdrawn(release)
        return json_answer(request, _body(request, release))


class ReleaseWithdraw(Endpoint):
    """Withdrawing a release."""

    @writes(
        "release_withdraw",
        "Withdraw a release for good",
        scopes=("edit",),
        takes=taken({"reason": text(LONGEST_NOTE, least=1), "typed_number": text(9)}),
        gives=obj({"number": TEXT, "reason": TEXT}),
        parameters=_PATH,
        example={"reason": "Figures of one paper were made up.", "typed_number": "2026.1"},
    )
    def post(self, request: HttpRequest, body: Body, actor: Person, number: str) -> Done:
        """Its files are served no more; its number is never used again, its record stays."""
        made = withdraw_release(release=_found(number), **body, actor=actor)
        return Done({"number": number, "reason": made.reason})


class OneFile(ReadingView):
    """One file of a release."""

    @reads(
        "file",
        "One file of a release",
        gives=TEXT,
        parameters=[*_PATH, *path_parameters(name="Such as evidence.csv.")],
        refuses=(404, 410, 503),
        media_type="*/*",
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
