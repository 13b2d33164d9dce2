"""A person's exports that the job worker makes or made, and asking for one."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from exchange.actions.exporting import ask_export
from exchange.models import Export
from exchange.presenters.export_address import read_export_address
from exchange.queries.exporting import how_many
from exchange.writers.working import KINDS
from ground.errors import Invalid, Problem


@require_http_methods(["GET", "HEAD", "POST"])
def export_list(request: HttpRequest) -> HttpResponse:
    """Show own exports; on POST ask for one more."""
    person = signed_in(request)
    problems: list[Problem] = []
    if request.method == "POST":
        kind = request.POST.get("kind", "")
        asked = dict(QueryDict(request.POST.get("asked", "")).lists())
        asked.pop("bom", None)
        try:
            if kind not in KINDS:
                raise Invalid(f"Choose one of {', '.join(KINDS)}. Nothing was made.")
            rows = how_many(read_export_address(asked, person).wanted)
            export = ask_export(kind=kind, asked=asked, rows=rows, actor=person)
            return redirect("exchange:export-detail", export.pk)
        except Invalid as error:
            problems = [Problem("kind", error.message)]
    context = {"exports": Export.objects.visible_to(person), "problems": problems}
    return render(request, "exchange/export_list.html", context, status=422 if problems else 200)
