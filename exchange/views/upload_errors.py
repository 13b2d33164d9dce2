"""The wrong rows of a file, to be mended and dropped in again."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.views.signed_in import signed_in
from exchange.presenters.wrong_rows import wrong_rows_file
from exchange.views.loading import judged, upload_for
from ground.errors import Missing


@require_safe
def upload_errors(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Send the wrong rows as the same kind of file, with a column *error*."""
    person = signed_in(request)
    upload = upload_for(person, pk)
    file = judged(upload, person)
    if file.sheet is None or file.judgement is None or file.judgement.header.refusals:
        raise Missing("The file was refused as a whole, so there are no rows to send.")
    name, media_type, content = wrong_rows_file(file.sheet, file.judgement)
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
