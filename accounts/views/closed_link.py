"""A link that opens nothing any more."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from ground.errors import DomainError, Missing, Stale


@never_cache
def closed_link_page(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """Say why the link opens nothing and what to do: it was sent to whoever reads this."""
    status = next((code for kind, code in _STATUS.items() if isinstance(refusal, kind)), 403)
    context = {"message": refusal.message}
    return render(request, "accounts/closed_link.html", context, status=status)


_STATUS = {Missing: 404, Stale: 409}
