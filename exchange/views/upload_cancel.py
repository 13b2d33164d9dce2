"""Cancelling a file that is on its way in."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from exchange.actions.uploads import cancel_upload
from exchange.views.loading import upload_for


@require_POST
def upload_cancel(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Forget the file."""
    person = signed_in(request)
    upload = upload_for(person, pk)
    cancel_upload(upload=upload, actor=person)
    messages.info(request, f"{upload.file_name} was forgotten. Nothing of it was imported.")
    return redirect("exchange:import-start")
