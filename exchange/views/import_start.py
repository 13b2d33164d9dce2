"""Dropping a spreadsheet in, and the files and imports there are."""

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.models import Person
from accounts.views.signed_in import signed_in
from exchange.actions.uploads import keep_upload
from exchange.models import Import, Upload
from exchange.policies import why_not_import
from exchange.queries.imports import imports_of
from exchange.reading import limits
from ground.errors import Denied, Invalid, Problem

ON_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def import_start(request: HttpRequest) -> HttpResponse:
    """Show the form and what was brought in; on POST keep the file and show what it would do."""
    person = signed_in(request)
    if sentence := why_not_import(person):
        raise Denied(sentence)
    problems: list[Problem] = []
    if request.method == "POST":
        sent = request.FILES.get("file")
        try:
            if sent is None:
                message = "Choose a file first. Nothing was saved."
                raise Invalid(message, [Problem("file", message)])
            data = sent.read(limits.FILE_BYTES + 1)
            upload = keep_upload(data=data, name=str(sent.name or ""), actor=person)
            return redirect("exchange:upload-preview", upload.pk)
        except Invalid as error:
            problems = error.problems
    waiting = Upload.objects.visible_to(person).defer("data", "choices")
    page, further = _imports(person, request.GET.get("before", ""))
    context = {
        "problems": problems,
        "uploads": waiting.select_related("importing").order_by("-uploaded_at")[:ON_A_PAGE],
        "imports": page,
        "further": further,
    }
    return render(request, "exchange/import_start.html", context, status=422 if problems else 200)


def _imports(person: Person, before: str) -> tuple[list[Import], str]:
    """Return a page of imports, newest first, and the address of the next one."""
    imports = imports_of(person)
    with suppress(ValidationError):
        if before and (last := imports.filter(pk=before).first()):
            imports = imports.filter(imported_at__lt=last.imported_at)
    page = list(imports[: ON_A_PAGE + 1])
    is_last = len(page) <= ON_A_PAGE
    return page[:ON_A_PAGE], "" if is_last else f"?before={page[ON_A_PAGE - 1].pk}"
