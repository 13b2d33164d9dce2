"""Publisher, keywords and funding of a paper."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from evidence.actions.particulars import change_particulars
from evidence.forms.claims import last
from evidence.models import Citation
from evidence.policies.drafts import why_not_enter
from evidence.policies.particulars import PARTICULARS, particulars_of
from evidence.presenters.citation_form import citation_fields
from evidence.views.see_other import see_other
from evidence.views.writer import writer_of
from ground.errors import Denied, DomainError, Invalid, Problem, Stale


@require_http_methods(["GET", "HEAD", "POST"])
def citation_particulars(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is known; on POST write what is sent in its place."""
    citation, writer = get_object_or_404(Citation, key=key), writer_of(request)
    if sentence := why_not_enter(writer):
        raise Denied(sentence)
    typed, problems, status = particulars_of(citation), list[Problem](), 200
    seen = typed
    if request.method == "POST":
        typed = {name: last(request.POST, name) for name in PARTICULARS}
        seen = {name: last(request.POST, f"seen-{name}") for name in PARTICULARS}
        try:
            change_particulars(citation=citation, given=typed, seen=seen, actor=writer)
        except DomainError as error:
            problems, status = [Problem("publisher", error.message)], 403
            if isinstance(error, Invalid):
                problems, status = error.problems, 422
            elif isinstance(error, Stale):
                citation.refresh_from_db()
                seen, status = particulars_of(citation), 409
        else:
            messages.success(request, "The particulars of the paper are saved.")
            return see_other("evidence:citation-detail", key, onto="#known")
    fields = [one for one in citation_fields(typed, problems) if one.name in PARTICULARS]
    context = {"citation": citation, "fields": fields, "seen": seen.items(), "problems": problems}
    return render(request, "evidence/citation_particulars.html", context, status=status)
