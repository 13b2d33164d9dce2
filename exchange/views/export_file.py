"""The file of an export, for the person it was made for and nobody else."""

import uuid

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from accounts.views.signed_in import signed_in
from exchange.actions.exporting import path_of
from exchange.views.loading import export_for
from exchange.writers.working import MEDIA_TYPES
from ground.errors import Missing


@require_safe
def export_file(request: HttpRequest, pk: uuid.UUID) -> FileResponse:
    """Send the file, once it is made."""
    export = export_for(signed_in(request), pk)
    path = path_of(export)
    if not export.finished_at or not path.is_file():
        raise Missing("This export has no file yet, or no longer. Ask for it again.")
    response = FileResponse(
        path.open("rb"), content_type=MEDIA_TYPES[export.kind], as_attachment=True,
        filename=f"claims.{export.kind}",
    )  # fmt: skip
    response["Cache-Control"] = "private, no-store"
    return response
