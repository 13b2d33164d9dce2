"""What was taken back, for everybody: papers retracted, claims retired, releases withdrawn."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evidence.views.reader import reader_of
from releases.queries.withdrawn import newest_withdrawn
from releases.withdrawn_words import withdrawn_words
from reviews.policies.publication_status import why_not_change
from reviews.queries.publication_status import follows

MOST_SHOWN = 100


@login_not_required
@require_safe
def withdrawn(request: HttpRequest) -> HttpResponse:
    """Show the newest of what was taken back, and how to be told of the next."""
    reader = reader_of(request)
    context: dict[str, Any] = {
        "entries": withdrawn_words(newest_withdrawn(most=MOST_SHOWN)),
        "most": MOST_SHOWN,
    }
    if reader:
        context["follows"] = follows(reader, None)
        context["may_change"] = not why_not_change(reader)
    return render(request, "releases/withdrawn.html", context)
