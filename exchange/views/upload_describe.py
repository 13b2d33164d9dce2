"""Saying what headers and names of a file mean, and whose answer counts."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from exchange.actions.uploads import describe_upload
from exchange.views.loading import judged, upload_for
from exchange.views.upload_preview import preview_page
from ground.errors import Invalid

LEAVE_OUT = "-"


@require_POST
def upload_describe(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Note and remember what was said, and show the preview again."""
    person = signed_in(request)
    upload = upload_for(person, pk)
    columns: dict[str, str] = {}
    names: dict[tuple[str, str], str] = {}
    choices: dict[str, dict[str, str]] = {}
    for key, value in request.POST.items():
        kind, _, rest = key.partition(":")
        if kind == "column" and value:
            columns[rest] = "" if value == LEAVE_OUT else value
        elif kind == "name":
            vocabulary, _, typed = rest.partition(":")
            names[vocabulary, typed] = value.strip()
        elif kind == "choice":
            row, _, column = rest.partition(":")
            choices.setdefault(row, {})[column] = value
    try:
        describe_upload(upload=upload, columns=columns, names=names, choices=choices, actor=person)
    except Invalid as error:
        file = judged(upload, person)
        return preview_page(request, upload, file, person, problems=error.problems, status=422)
    return redirect("exchange:upload-preview", pk)
