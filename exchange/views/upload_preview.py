"""The preview of a file: what it would do, row by row and cell by cell."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import Person
from accounts.views.signed_in import signed_in
from exchange.actions.import_items import seal_of
from exchange.models import Upload
from exchange.presenters.preview import KIND_WORDS, preview_of
from exchange.queries.files import JudgedFile
from exchange.views.loading import judged, upload_for
from ground.errors import Problem


@require_safe
def upload_preview(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show what the file would do. Nothing is written."""
    person = signed_in(request)
    upload = upload_for(person, pk)
    return preview_page(request, upload, judged(upload, person), person)


def preview_page(
    request: HttpRequest,
    upload: Upload,
    file: JudgedFile,
    person: Person,
    *,
    problems: list[Problem] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the preview of `file`, with what was wrong with the last answer to it."""
    show = request.GET.get("show", "")
    context = {
        "upload": upload,
        "preview": preview_of(file, show=show if show in KIND_WORDS else ""),
        "seal": seal_of(file.judgement) if file.judgement else "",
        "problems": problems or [],
        "is_editor": person.is_editor,
    }
    return render(request, "exchange/upload_preview.html", context, status=status)
