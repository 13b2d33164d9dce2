"""Turning refusals into pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from config.errors import page_for
from ground.errors import DomainError

Handler = Callable[[HttpRequest], HttpResponse]


class TranslateErrors:
    """Turn a `DomainError` that no view caught, and a form's address without it, into pages."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            page = render(request, "405.html", status=405)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal; leave everything else to Django."""
        return page_for(request, error) if isinstance(error, DomainError) else None


class RefuseNulInAdmin:
    """Answer 400 to a NUL character in an address of Django's admin, which cannot look it up.

    Our own pages read their addresses strictly and say more.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        address = request.path_info + request.META.get("QUERY_STRING", "")
        if request.path_info.startswith("/admin/") and ("\x00" in address or "%00" in address):
            message = (
                "The address holds a control character (U+0000) that cannot be seen or looked up. "
                "Nothing was changed. Type the address or the search again."
            )
            return render(request, "400.html", {"message": message}, status=400)
        return self.get_response(request)
