"""Turning refusals and a missing database into pages."""

from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from config.errors import page_for
from ground.errors import DomainError

Handler = Callable[[HttpRequest], HttpResponse]


class TranslateErrors:
    """Turn a `DomainError` that no view caught into its page."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal; leave everything else to Django."""
        return page_for(request, error) if isinstance(error, DomainError) else None


class DatabaseGone:
    """Answer 503 with a plain page while PostgreSQL cannot be reached, and recover by itself."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError):
            return self.unavailable()

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer 503 where a view lost its database."""
        if isinstance(error, OperationalError | InterfaceError):
            return self.unavailable()
        return None

    def unavailable(self) -> HttpResponse:
        """Return the page; it asks nothing of the database."""
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "5"})
