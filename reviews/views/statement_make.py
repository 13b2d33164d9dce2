"""Stating something as an author of a paper."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from evidence.forms.claims import last
from evidence.models import Citation
from evidence.views.see_other import see_other
from ground.errors import Denied, Invalid
from reviews.actions.statements import state
from reviews.policies.statements import why_not_state
from reviews.queries.statements import interests_of, own_statements
from reviews.views.resending import keeps_what_is_typed


@keeps_what_is_typed
@require_http_methods(["GET", "HEAD", "POST"])
def statement_make(request: HttpRequest, key: str) -> HttpResponse:
    """Ask for name and text; on POST keep the statement for an editor to let stand."""
    citation, reader = get_object_or_404(Citation, key=key), signed_in(request)
    if sentence := why_not_state(interests_of(citation, reader)):
        raise Denied(f"{sentence} Nothing was saved.")
    name, text = last(request.POST, "name"), last(request.POST, "text")
    context = {"citation": citation, "name": name or reader.name, "text": text}
    if request.method == "POST":
        try:
            state(citation=citation, name=name, text=text, actor=reader)
        except Invalid as error:
            context |= {"problems": error.problems, "name": name}
        else:
            messages.success(request, "Your statement is kept. An editor reads it before it shows.")
            return see_other("reviews:statement-make", key)
    context["own"] = own_statements(citation, reader)
    status = 422 if context.get("problems") else 200
    return render(request, "reviews/statement_make.html", context, status=status)
