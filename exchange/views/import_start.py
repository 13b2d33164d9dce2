"""Dropping a spreadsheet in, and the files and imports there are."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from exchange.actions.uploads import keep_upload
from exchange.models import Import, Upload
from exchange.policies import why_not_import
from exchange.reading import limits
from ground.errors import Denied, Invalid, Problem

MOST_LISTED = 50


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
    context = {
        "problems": problems,
        "uploads": Upload.objects.visible_to(person).defer("data").order_by("-uploaded_at")[:20],
        "imports": Import.objects.visible_to(person)
        .select_related("undoing", "imported_by")
        .order_by("-imported_at")[:MOST_LISTED],
    }
    return render(request, "exchange/import_start.html", context, status=422 if problems else 200)
