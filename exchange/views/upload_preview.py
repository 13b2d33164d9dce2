"""The preview of a file: what it would do, row by row and cell by cell."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.models import Person
from accounts.views.signed_in import signed_in
from exchange.actions.import_items import seal_of
from exchange.models import Upload
from exchange.presenters.preview import preview_of
from exchange.presenters.preview_rows import KIND_WORDS
from exchange.queries.files import JudgedFile
from exchange.views.loading import importing_of, judged, made_of, upload_for, wishes_of
from ground.errors import Missing, Problem
from ground.jobs import why_jobs_wait


@require_safe
def upload_preview(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show what the file would do, or how far its import is. Nothing is written."""
    person = signed_in(request)
    try:
        upload = upload_for(person, pk)
    except Missing:
        if done := made_of(person, pk):
            return redirect("exchange:import-detail", done.pk)
        raise
    importing = importing_of(upload)
    if importing is not None and not importing.why_not:
        context = {"upload": upload, "importing": importing, "why_jobs_wait": why_jobs_wait()}
        return render(request, "exchange/upload_progress.html", context)
    problems = []
    if importing is not None:
        problems = [Problem("confirm", line) for line in importing.why_not.splitlines()]
    return preview_page(request, upload, judged(upload, person), person, problems=problems)


def preview_page(
    request: HttpRequest,
    upload: Upload,
    file: JudgedFile,
    person: Person,
    *,
    problems: list[Problem] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the preview of `file`; with `problems`, beside what was sent, which is kept."""
    show = request.GET.get("show", "")
    preview = preview_of(
        file,
        show=show if show in KIND_WORDS else "",
        after=_number(request, "after"),
        both_from=_number(request, "both"),
        sent=request.POST.dict(),
    )
    context = {
        "upload": upload,
        "preview": preview,
        "seal": seal_of(file.judgement, wishes_of(upload)) if file.judgement else "",
        "problems": problems or [],
        "is_editor": person.is_editor,
        "done": made_of(person, upload.pk),
        "typed": {
            "reason": request.POST.get("reason", ""),
            "interests": request.POST.get("interests", "none"),
            "only_valid": "only_valid" in request.POST,
        },
    }
    return render(request, "exchange/upload_preview.html", context, status=status)


def _number(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0
