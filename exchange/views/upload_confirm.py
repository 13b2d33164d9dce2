"""Confirming a preview: the import itself."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from exchange.actions.import_items import Wishes, import_file
from exchange.actions.uploads import cancel_upload
from exchange.views.loading import judged, upload_for
from exchange.views.upload_preview import preview_page
from ground.errors import Invalid, Problem, Stale


@require_POST
def upload_confirm(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Import the file as the preview showed it, and go to the import's page."""
    person = signed_in(request)
    upload = upload_for(person, pk)
    wishes = Wishes(
        only_valid="only_valid" in request.POST,
        submits="submits" in request.POST,
        interests=request.POST.get("interests", ""),
        reason=request.POST.get("reason", ""),
        preview=request.POST.get("seal", "") or "none",
        choices=upload.choices,
    )
    try:
        done = import_file(
            data=bytes(upload.data), name=upload.file_name, wishes=wishes, actor=person
        )
    except (Stale, Invalid) as error:
        problems = getattr(error, "problems", []) or [Problem("confirm", error.message)]
        status = 409 if isinstance(error, Stale) else 422
        file = judged(upload, person)
        return preview_page(request, upload, file, person, problems=problems, status=status)
    if done.made is None:
        if done.outcome.rows_error:
            file = done.file or judged(upload, person)
            problem = Problem("confirm", done.outcome.message)
            return preview_page(request, upload, file, person, problems=[problem], status=422)
        messages.info(request, done.outcome.message)
        cancel_upload(upload=upload, actor=person)
        return redirect("exchange:import-start")
    if not done.made.rows_left_out:
        cancel_upload(upload=upload, actor=person)
    messages.success(request, done.outcome.message)
    return redirect("exchange:import-detail", done.made.pk)
