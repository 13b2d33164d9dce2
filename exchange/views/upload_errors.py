"""The wrong rows of a file, to be mended and dropped in again."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.views.signed_in import signed_in
from exchange.presenters.wrong_rows import as_csv, as_xlsx
from exchange.views.loading import judged, upload_for
from ground.errors import Missing

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
def upload_errors(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Send the wrong rows as the same kind of file, with a column *error*."""
    person = signed_in(request)
    upload = upload_for(person, pk)
    file = judged(upload, person)
    if file.sheet is None or file.judgement is None or file.judgement.header.refusals:
        raise Missing("The file was refused as a whole, so there are no rows to send.")
    kind = file.sheet.format if file.sheet.format in ("csv", "tsv") else "xlsx"
    make = as_xlsx if kind == "xlsx" else as_csv
    response = HttpResponse(make(file.sheet, file.judgement), content_type=_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="rows-with-errors.{kind}"'
    return response
