"""A link that is shown once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache


@never_cache
def secret_link_page(request: HttpRequest, *, path: str, heading: str, what: str) -> HttpResponse:
    """Answer a POST with the link itself: after a redirect it would have to be kept somewhere."""
    context = {"link": request.build_absolute_uri(path), "heading": heading, "what": what}
    return render(request, "accounts/secret_link.html", context)
