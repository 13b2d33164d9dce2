"""The one table from a refusal to HTTP."""

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from evidence.views.draft_resend import draft_resend
from ground.errors import Denied, DomainError, Gone, Invalid, Missing, Stale, Unable
from reviews.views.resending import resend_page

STATUS: dict[type[DomainError], int] = {
    Denied: 403,
    Missing: 404,
    Gone: 410,
    Stale: 409,
    Invalid: 422,
    Unable: 503,
}
TEMPLATE = {
    400: "400.html", 403: "403.html", 404: "404.html", 409: "409.html", 410: "410.html",
    422: "400.html", 503: "unable.html",
}  # fmt: skip


def status_of(error: DomainError) -> int:
    """Return the HTTP status of a refusal."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 400)


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
    return page_for_status(request, 400)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Django's handler404."""
    return page_for_status(request, 404)


def denied(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Django's handler403."""
    return page_for_status(request, 403)


def failed(request: HttpRequest) -> HttpResponse:
    """Django's handler500: a page that asks nothing of the database.

    Where the database is what is missing the answer is 503, and the next request tries again.
    """
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        page = render_to_string("503.html")
        return HttpResponse(page, status=503, headers={"Retry-After": "5"})
    return HttpResponse(render_to_string("500.html"), status=500)


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
