"""Confirming a preview: the import itself, at once or by the job worker."""

import uuid
from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.models import Person
from accounts.views.signed_in import signed_in
from exchange.actions.import_items import Wishes
from exchange.actions.importing import ask_import, confirm_upload
from exchange.models import Upload
from exchange.views.loading import judged, made_of, upload_for, wishes_of
from exchange.views.upload_preview import preview_page
from ground.errors import Denied, Invalid, Missing, Problem, Stale
from reviews.views.resending import keeps_what_is_typed

NOT_SHOWN = "no preview"


@require_POST
@keeps_what_is_typed
def upload_confirm(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Import the file as the preview showed it, and go to the import's page."""
    person = signed_in(request)
    try:
        upload = upload_for(person, pk)
    except Missing:
        # Pressed twice: the first time it was imported and the file forgotten.
        if done := made_of(person, pk):
            return redirect("exchange:import-detail", done.pk)
        raise
    wishes = replace(
        wishes_of(upload),
        only_valid="only_valid" in request.POST,
        interests=request.POST.get("interests", "none"),
        reason=request.POST.get("reason", "").strip(),
        preview=request.POST.get("seal", "") or NOT_SHOWN,
    )
    try:
        if "many" in request.POST:
            # All of many rows: the worker holds them against the preview, and nobody waits here.
            ask_import(upload=upload, wishes=wishes, actor=person)
            return redirect("exchange:upload-preview", upload.pk)
        return _confirmed(request, upload, wishes, person)
    except (Stale, Invalid) as error:
        problems = getattr(error, "problems", []) or [Problem("confirm", error.message)]
        status = 409 if isinstance(error, Stale) else 422
    except Denied as error:
        problems, status = [Problem("confirm", error.message)], 403
    file = judged(upload, person)
    return preview_page(request, upload, file, person, problems=problems, status=status)


def _confirmed(
    request: HttpRequest, upload: Upload, wishes: Wishes, person: Person
) -> HttpResponse:
    done = confirm_upload(upload=upload, wishes=wishes, actor=person)
    if done.waits:
        return redirect("exchange:upload-preview", upload.pk)
    if done.made is None:
        problem = Problem("confirm", done.outcome.message)
        file = done.file or judged(upload, person)
        return preview_page(request, upload, file, person, problems=[problem], status=422)
    messages.success(request, done.outcome.message)
    return redirect("exchange:import-detail", done.made.pk)
