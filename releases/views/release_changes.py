"""How two releases differ."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from releases.presenters import change_rows
from releases.queries.differences import between
from releases.views.release_detail import release_or_404


@login_not_required
@require_safe
def release_changes(request: HttpRequest, number: str, other: str) -> HttpResponse:
    """Show what was added, changed, corrected and is gone from `number` to `other`."""
    before, after = release_or_404(number), release_or_404(other)
    context = {"before": before, "after": after, "changes": change_rows(between(before, after))}
    return render(request, "releases/release_changes.html", context)
