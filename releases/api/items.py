"""The list of claims."""

import orjson
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from drf_spectacular.utils import extend_schema

from evidence.models import Version
from evidence.views.reader import reader_of
from releases.queries.claims import ListedVersion, claims, claims_then, listed, page
from releases.queries.printing import lines, of_accepted, of_versions
from releases.writers.tables import CSV_HEAD

from .answers import answer, table_answer
from .paging import next_address
from .parameters import ClaimQuery, read_claim_query
from .reading import ReadingView
from .shapes import CLAIMS, ITEMS, refusals


class Items(ReadingView):
    """Claims that were accepted, and to signed-in people what else they may read."""

    @extend_schema(
        operation_id="items",
        summary="Claims, by accession",
        parameters=CLAIMS,
        responses={
            (200, "application/json"): ITEMS,
            (200, "text/csv"): {"type": "string"},
            (200, "application/x-ndjson"): {"type": "string"},
            **refusals(400),
        },
    )
    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Documents as they were frozen; as CSV or NDJSON the flat rows that releases print.

        Of what is accepted now `citation_status` is what is known of the paper today.
        """
        asked = read_claim_query(request.GET)
        if moment := asked.moment:
            versions = claims_then(asked.filters, at=moment.at, release=moment.release)
        else:
            versions = claims(reader_of(request), asked.filters, asked.statuses)
        if asked.window.format != "json":
            return _table(request, asked, versions)
        versions, has_more = page(versions, after=asked.window.after, limit=asked.window.limit)
        rows = listed(versions)
        following = _next(request, rows[-1]) if has_more else None
        body = b",".join(body_of(request, row) for row in rows)
        return answer(request, b'{"results":[%s],"next":%s}' % (body, orjson.dumps(following)))


def _table(
    request: HttpRequest, asked: ClaimQuery, versions: QuerySet[Version]
) -> HttpResponseBase:
    window, following = asked.window, ""
    if not window.is_whole:
        versions, has_more = page(versions, after=window.after, limit=window.limit)
        following = _next(request, listed(versions)[-1]) if has_more else ""
    is_csv = window.format == "csv"
    is_everything = window.is_whole and not asked.filters and not asked.moment
    wanted = of_accepted() if is_everything else of_versions(versions)
    chunks = lines(wanted, "csv" if is_csv else "json", as_known_now=not asked.moment)
    head = CSV_HEAD if is_csv else ""
    return table_answer(request, chunks, kind=window.format, head=head, following=following)


def _next(request: HttpRequest, last: ListedVersion) -> str:
    return next_address(request, f"{last.accession}.{last.number}")


def body_of(request: HttpRequest, row: ListedVersion, **more: object) -> bytes:
    """Return one version as JSON, its document byte for byte as it is stored."""
    head = {
        "accession": row.accession,
        "version": row.number,
        "status": row.status,
        "reviewed_by": row.reviewed_by,
        "citation_status": row.paper,
        "document_sha256": row.document_sha256,
        "url": version_url(request, row),
        **more,
    }
    return b'%s,"document":%s}' % (orjson.dumps(head)[:-1], row.document.encode())


def version_url(request: HttpRequest, row: ListedVersion) -> str:
    """Return the address of a version's document."""
    return request.build_absolute_uri(reverse("api:version", args=[row.accession, row.number]))
