"""The site's own addresses, and beside them a view that does nothing behind the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import urlpatterns as ours


def empty(request: HttpRequest) -> HttpResponse:
    """Answer without a question and without a template."""
    return HttpResponse()


urlpatterns = [path("empty", empty), *ours]
