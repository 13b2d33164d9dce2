"""Saying what headers and names of a file mean, whose answer counts, and how to import."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from exchange.actions.uploads import describe_upload
from exchange.forms import read_description
from exchange.views.loading import judged, upload_for
from exchange.views.upload_preview import preview_page
from ground.errors import Denied, Invalid, Problem
from reviews.views.resending import keeps_what_is_typed


@require_POST
@keeps_what_is_typed
def upload_describe(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Note and remember what was said, and show the preview again."""
    person = signed_in(request)
    upload = upload_for(person, pk)
    said = read_description(request.POST.dict())
    try:
        describe_upload(
            upload=upload, columns=said.columns, names=said.names, choices=said.choices,
            how=said.how, actor=person,
        )  # fmt: skip
    except (Invalid, Denied) as error:
        problems = getattr(error, "problems", []) or [Problem("how", error.message)]
        file = judged(upload, person)
        return preview_page(request, upload, file, person, problems=problems, status=422)
    return redirect("exchange:upload-preview", pk)
