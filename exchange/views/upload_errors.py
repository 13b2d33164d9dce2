"""The wrong rows of a file, to be mended and dropped in again."""

import uuid

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from accounts.views.signed_in import signed_in
from exchange.presenters.wrong_rows import wrong_rows_file
from exchange.views.loading import judged, upload_for


@require_safe
def upload_errors(request: HttpRequest, pk: uuid.UUID) -> FileResponse:
    """Send the wrong rows as the same kind of file, with a column *error*."""
    person = signed_in(request)
    upload = upload_for(person, pk)
    file = judged(upload, person)
    name, media_type, rows = wrong_rows_file(file)
    return FileResponse(rows, as_attachment=True, filename=name, content_type=media_type)
