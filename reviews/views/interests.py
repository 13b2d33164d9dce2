"""One's own interests: the yearly declaration, and what was declared about papers."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from evidence.forms.claims import last
from evidence.views.see_other import see_other
from ground import clock
from ground.errors import Invalid, Problem
from reviews.actions.declaring import declare
from reviews.forms.interests import read_declaration
from reviews.presenters.interests import declaration_rows, interest_rows, valid_until
from reviews.queries.interests import declared_at, own_declarations, own_interests
from reviews.views.resending import keeps_what_is_typed


@keeps_what_is_typed
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def interests(request: HttpRequest) -> HttpResponse:
    """Show what the reader declared; on POST declare for another year."""
    if request.method != "POST":
        return _page(request)
    said, problems = read_declaration(request.POST)
    if problems:
        return _page(request, problems)
    try:
        declare(interests=said, actor=signed_in(request))
    except Invalid as error:
        return _page(request, error.problems)
    messages.success(request, "Your interests are declared for a year. Go on where you were.")
    onward = last(request.POST, "next")
    if onward and url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
        response = HttpResponseRedirect(onward)
        response.status_code = 303
        return response
    return see_other("reviews:interests")


def _page(request: HttpRequest, problems: Sequence[Problem] = ()) -> HttpResponse:
    reader = signed_in(request)
    until = valid_until(declared_at(reader))
    context = {
        "problems": problems,
        "until": until,
        "is_valid": until is not None and until > clock.now(),
        "typed": {name: last(request.POST, name) for name in ("has_interests", "interests")},
        "next": last(request.POST, "next") or last(request.GET, "next"),
        "declarations": declaration_rows(own_declarations(reader)),
        "interests": interest_rows(own_interests(reader), reader),
    }
    return render(request, "reviews/interests.html", context, status=422 if problems else 200)
