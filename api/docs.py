"""The page on which people try the API out."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show every operation with a form to send it; what is signed in here is signed in there."""
    return render(request, "api/docs.html")
