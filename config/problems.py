"""Refusals of the API: the same table as the pages', in application/problem+json (RFC 9457)."""

import json
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from rest_framework.exceptions import APIException

from config.errors import status_of
from ground.errors import DomainError, Problem

MEDIA_TYPE = "application/problem+json"
NOTHING_THERE = "There is nothing at this address, or nothing you may know of."


def api_problem(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """Return the answer to an error of an API view; None leaves an unforeseen one to Django."""
    if isinstance(error, DomainError):
        return problem(status_of(error), error.message, getattr(error, "problems", ()))
    if isinstance(error, Http404):
        return problem(404, NOTHING_THERE)
    if isinstance(error, PermissionDenied):
        return problem(403, "You may not do this.")
    if isinstance(error, APIException):
        response = problem(error.status_code, str(error.detail))
        if allowed := context["view"].allowed_methods if error.status_code == 405 else []:
            response["Allow"] = ", ".join(allowed)
        return response
    return None


def problem(status: int, detail: str, problems: Any = ()) -> HttpResponse:
    """Return a problem document; `problems` names each parameter that is wrong, and why."""
    found: list[Problem] = list(problems)
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "problems": [{"name": p.field, "message": p.message} for p in found],
    }
    text = json.dumps(body, ensure_ascii=False)
    return HttpResponse(text, status=status, content_type=MEDIA_TYPE)
