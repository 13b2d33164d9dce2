"""The living style guide, in development only."""

import json

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SAMPLES = settings.BASE_DIR / "templates" / "styleguide.json"


@login_not_required
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component in every state, with claims of the starter set."""
    samples = json.loads(SAMPLES.read_text(encoding="utf-8"))
    return render(request, "styleguide.html", samples)
