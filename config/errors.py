"""Refusals as pages; the table of their statuses is in `config.problems`."""

import sys
from typing import Any

from django.core.exceptions import TooManyFieldsSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string

from config.problems import NOTHING_THERE, problem, status_of
from evidence.views.draft_resend import draft_resend
from ground.errors import DomainError
from reviews.views.resending import resend_page

TEMPLATE = {
    400: "400.html", 403: "403.html", 404: "404.html", 409: "409.html", 410: "410.html",
    422: "400.html", 503: "unable.html",
}  # fmt: skip


def page_for(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Return the page that says what was refused, why and what to do."""
    status = status_of(error)
    context = {
        "message": error.message,
        "problems": getattr(error, "problems", []),
        "code": error.code,
    }
    return render(request, TEMPLATE[status], context, status=status)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Django's handler400."""
    if isinstance(exception, TooManyFieldsSent):
        # What cannot be read is not shown again in the search field.
        request.GET = QueryDict()
    if request.path.startswith("/api/"):
        return problem(400, "The request cannot be read. Nothing was changed.", "unclear")
    return page_for_status(request, 400)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Django's handler404."""
    if request.path.startswith("/api/"):
        return problem(404, NOTHING_THERE, "missing")
    return page_for_status(request, 404)


def denied(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Django's handler403."""
    return page_for_status(request, 403)


def failed(request: HttpRequest) -> HttpResponse:
    """Django's handler500: a page that asks nothing of the database.

    Where the database is what is missing the answer is 503, and the next request tries again.
    """
    is_down = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    if request.path.startswith("/api/"):
        return _failed_program(is_down)
    if is_down:
        page = render_to_string("503.html")
        return HttpResponse(page, status=503, headers={"Retry-After": "5"})
    return HttpResponse(render_to_string("500.html"), status=500)


def _failed_program(is_down: bool) -> HttpResponse:
    if not is_down:
        detail = "Something went wrong on our side, and the team can find it by the request id."
        return problem(500, detail, "failed")
    response = problem(503, "The database cannot be reached at this moment.", "unavailable")
    response["Retry-After"] = "5"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page was open too long, and keep what was typed on the page that posted it."""
    match = request.resolver_match
    if match and match.view_name == "evidence:draft-edit":
        return draft_resend(request, "This page was open too long.")
    if match and match.namespace == "reviews" and request.method == "POST":
        return resend_page(request, "This page was open too long")
    message = (
        "This page was open too long or your browser blocked its cookie, so the site could not "
        "tell that the form came from you. Nothing was saved. Go back: what you typed is still "
        "there; reload the page in another tab, sign in, and send the form again."
    )
    return render(request, "403.html", {"message": message}, status=403)


def page_for_status(request: HttpRequest, status: int) -> HttpResponse:
    """Return the plain page of a status."""
    return render(request, TEMPLATE[status], status=status)
