"""The claims of a list as a file: at once where it is small, by the job worker where it is not."""

import tempfile
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from accounts.models import Person
from evidence.views.reader import reader_of
from exchange.actions.exporting import MOST_AT_ONCE
from exchange.presenters.export_address import AskedExport, read_export_address
from exchange.queries.exporting import how_many, last_change
from exchange.writers.working import KINDS, MEDIA_TYPES, About, text_blocks, write_export
from ground.errors import Denied, Missing


@login_not_required
@require_safe
def item_export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Send what the list of the same filters holds; a large one is offered as a job."""
    if kind not in KINDS:
        raise Missing(f"Claims are exported as {', '.join(KINDS)}.")
    reader = reader_of(request)
    given = dict(request.GET.lists())
    has_mark = bool(given.pop("bom", None))
    export = read_export_address(given, reader)
    rows = how_many(export.wanted)
    if rows > MOST_AT_ONCE and (reader or kind == "xlsx"):
        return _offer_job(request, kind, rows, reader)
    return send_export(export, kind, reader, has_mark=has_mark)


def send_export(
    export: AskedExport, kind: str, reader: Person | None, *, has_mark: bool = False
) -> HttpResponseBase:
    """Return the file of an export that is made at once."""
    if kind == "xlsx":
        response: HttpResponseBase = _workbook(export, reader)
    else:
        blocks = text_blocks(export.wanted, kind, has_mark=has_mark)
        response = StreamingHttpResponse(blocks, content_type=MEDIA_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="claims.{kind}"'
    response["Cache-Control"] = "private, no-store" if reader else "public, no-cache"
    patch_vary_headers(response, ["Cookie"])
    return response


def _workbook(export: AskedExport, reader: Person | None) -> FileResponse:
    about = About(reader.username if reader else "", export.said, last_change(export.wanted))
    with tempfile.TemporaryDirectory(prefix="evidence-export-") as folder:
        path = Path(folder) / "claims.xlsx"
        write_export(path, export.wanted, "xlsx", about)
        # The open file outlives its folder and is closed when it was sent.
        return FileResponse(path.open("rb"), content_type=MEDIA_TYPES["xlsx"])


def _offer_job(request: HttpRequest, kind: str, rows: int, reader: Person | None) -> HttpResponse:
    if reader is None:
        raise Denied(
            f"A workbook of {rows} claims takes longer than a page may. Nothing was made. Take CSV "
            "or NDJSON, or the workbook of a release, which is ready."
        )
    context = {"kind": kind, "rows": rows, "asked": request.GET.urlencode()}
    return render(request, "exchange/export_large.html", context)
