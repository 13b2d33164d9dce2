"""The one table from a refusal to HTTP, and refusals of the API in application/problem+json.

Pages read the table too (`config.errors`). The documents follow RFC 9457.
"""

import json
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from rest_framework.exceptions import APIException

from api.request_ids import request_id
from ground.errors import Denied, DomainError, Gone, Invalid, Missing, Problem, Stale, Unable

STATUS: dict[type[DomainError], int] = {
    Denied: 403,
    Missing: 404,
    Gone: 410,
    Stale: 409,
    Invalid: 422,
    Unable: 503,
}
MEDIA_TYPE = "application/problem+json"
NOTHING_THERE = "There is nothing at this address, or nothing you may know of."


def status_of(error: DomainError) -> int:
    """Return the HTTP status of a refusal."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 400)


def api_problem(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """Return the answer to an error of an API view; None leaves an unforeseen one to Django."""
    view = context.get("view")
    if isinstance(error, DomainError):
        body = problem_body(status_of(error), error.message, error.code)
        body["problems"] = [_told(one, view) for one in getattr(error, "problems", ())]
    elif isinstance(error, Http404):
        body = problem_body(404, NOTHING_THERE, "missing")
    elif isinstance(error, PermissionDenied):
        body = problem_body(403, "You may not do this. Nothing was changed.", "denied")
    elif isinstance(error, APIException):
        code = getattr(error, "code", "") or str(error.get_codes())
        body = problem_body(error.status_code, str(error.detail), code)
        body["problems"] = [_told(one, view) for one in getattr(error, "problems", ())]
        if hint := getattr(error, "hint", ""):
            body["hint"] = hint
        if (current := getattr(error, "current", None)) is not None:
            body["current"] = current
    else:
        return None
    response = _document(body)
    for name, value in getattr(error, "headers", {}).items():
        response[name] = value
    if body["status"] == 405 and view is not None:
        response["Allow"] = ", ".join(view.allowed_methods)
    return response


def problem(status: int, detail: str, code: str) -> HttpResponse:
    """Return a problem document that names no place."""
    return _document(problem_body(status, detail, code))


def problem_body(status: int, detail: str, code: str) -> dict[str, Any]:
    """Return what every problem document says."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "request_id": request_id(),
        "problems": [],
    }


def _told(one: Problem, view: Any) -> dict[str, str]:
    """Return one problem: the parameter or member, its place in the body, what, and what to do."""
    pointer = getattr(one, "pointer", "")
    if not pointer and hasattr(view, "pointer_of"):
        pointer = view.pointer_of(one.field)
    told = {"name": one.field, "code": one.code.partition(":")[0], "message": one.message}
    more = {"pointer": pointer, "hint": one.hint}
    return told | {name: text for name, text in more.items() if text}


def _document(body: dict[str, Any]) -> HttpResponse:
    text = json.dumps(body, ensure_ascii=False)
    response = HttpResponse(text, status=body["status"], content_type=MEDIA_TYPE)
    response["Cache-Control"] = "no-store"
    response["X-Request-ID"] = request_id()
    return response
