"""The list of claims."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

import orjson
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from evidence.models import Version
from evidence.views.reader import reader_of
from ground.canonical import sha256_hex
from ground.escaping import csv_line
from releases.queries.claims import ListedVersion, claims, claims_then, narrowed, page
from releases.queries.printing import lines, of_accepted, of_versions, state_of
from releases.writers.tables import CSV_HEAD

from .answers import answer, table_answer
from .endpoint import reads
from .paging import next_address
from .parameter_shapes import CLAIMS
from .parameters import ClaimQuery, read_claim_query
from .reading import ReadingView
from .shapes import NEXT, array, obj, ref

Head: TypeAlias = dict[str, Any]


class Items(ReadingView):
    """Claims that were accepted, and to signed-in people what else they may read."""

    @reads(
        "items",
        "Claims, by accession",
        gives=obj({"results": array(ref("Version")), "next": NEXT}),
        parameters=CLAIMS,
        tables=True,
    )
    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Documents as they were frozen; as CSV or NDJSON the flat rows that releases print.

        Of what is accepted now `citation_status` is what is known of the paper today; in the flat
        rows of another day or of a release it is what was known when the version was submitted.
        """
        asked = read_claim_query(request.GET)
        if moment := asked.moment:
            versions = claims_then(asked.filters, at=moment.at, release=moment.release)
        else:
            versions = claims(reader_of(request), asked.filters, asked.statuses)
        versions = narrowed(versions, asked.accessions, asked.measured_in)
        if asked.window.format != "json":
            return _table(request, asked, versions)
        rows, has_more = page(versions, after=asked.window.after, limit=asked.window.limit)
        following = _next(request, rows[-1]) if has_more else None
        place = root_of(request)
        heads = [head_of(place, row) for row in rows]
        # The heads hold the hash of each document: what they say alike is alike.
        state = orjson.dumps([asked.fields, following, heads])
        body = b",".join(
            written(head, row, asked.fields) for head, row in zip(heads, rows, strict=True)
        )
        whole = b'{"results":[%s],"next":%s}' % (body, orjson.dumps(following))
        return answer(request, whole, etag=hashlib.sha256(state).hexdigest())


def _table(
    request: HttpRequest, asked: ClaimQuery, versions: QuerySet[Version]
) -> HttpResponseBase:
    window, following = asked.window, ""
    if not window.is_whole:
        rows, has_more = page(versions, after=window.after, limit=window.limit)
        versions = Version.objects.filter(pk__in=[row.pk for row in rows])
        following = _next(request, rows[-1]) if has_more else ""
    is_csv = window.format == "csv"
    is_everything = window.is_whole and not asked.is_narrowed
    wanted = of_accepted() if is_everything else of_versions(versions)
    known_now = not asked.moment
    etag = sha256_hex(f"{request.get_full_path()} {state_of(wanted, as_known_now=known_now)}")
    chunks = lines(wanted, "csv" if is_csv and not asked.fields else "json", as_known_now=known_now)
    head = CSV_HEAD if is_csv else ""
    if asked.fields:
        chunks = chosen(chunks, asked.fields, is_csv=is_csv)
        head = csv_line(asked.fields) if is_csv else ""
    return table_answer(
        request, chunks, kind=window.format, head=head, etag=etag, following=following
    )


def _next(request: HttpRequest, last: ListedVersion) -> str:
    return next_address(request, f"{last.accession}.{last.number}")


def chosen(
    chunks: Iterable[list[str]], fields: Sequence[str], *, is_csv: bool
) -> Iterator[list[str]]:
    """Yield the lines of a table with the chosen columns alone."""
    for rows in chunks:
        cut = ({name: row[name] for name in fields} for row in map(orjson.loads, rows))
        yield [csv_line(row.values()) if is_csv else orjson.dumps(row).decode() for row in cut]


def head_of(place: str, row: ListedVersion, **more: object) -> Head:
    """Return what is said of a version beside its document; `place` is where the API begins."""
    return {
        "accession": row.accession,
        "version": row.number,
        "status": row.status,
        "reviewed_by": row.reviewed_by,
        "citation_status": row.paper,
        "document_sha256": row.document_sha256,
        "url": version_url(place, row),
        **more,
    }


def written(head: Head, row: ListedVersion, fields: Sequence[str] = ()) -> bytes:
    """Return one version as JSON, its document byte for byte as it is stored.

    `fields` names the members that are wanted, all where it is empty.
    """
    if fields:
        head = {name: value for name, value in head.items() if name in fields}
        if "document" not in fields:
            return orjson.dumps(head)
        if not head:
            return b'{"document":%s}' % row.document.encode()
    return b'%s,"document":%s}' % (orjson.dumps(head)[:-1], row.document.encode())


def root_of(request: HttpRequest) -> str:
    """Return where the API begins, asked once for all the addresses of an answer."""
    return request.build_absolute_uri(reverse("api:root"))


def version_url(place: str, row: ListedVersion) -> str:
    """Return the address of a version's document."""
    return f"{place}items/{row.accession}/versions/{row.number}"
