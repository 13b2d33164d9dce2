"""Stopping an import that the job worker has not committed yet."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from exchange.actions.importing import cancel_import
from exchange.views.loading import made_of, upload_for
from ground.errors import Missing


@require_POST
def upload_stop(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Stop the import; the file and what was said of it stay."""
    person = signed_in(request)
    try:
        upload = upload_for(person, pk)
    except Missing:
        if done := made_of(person, pk):
            messages.info(request, "It was imported already. You can undo the import here.")
            return redirect("exchange:import-detail", done.pk)
        raise
    if cancel_import(upload=upload, actor=person):
        messages.info(request, "The import stops, and nothing of it is written.")
    else:
        messages.info(request, "No import of this file is under way.")
    return redirect("exchange:upload-preview", pk)
