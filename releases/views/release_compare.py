"""From the form that compares two releases to the page of their difference."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from releases.views.release_detail import release_or_404


@login_not_required
@require_safe
def release_compare(request: HttpRequest, number: str) -> HttpResponse:
    """Send on to the difference of the two, the earlier one first."""
    here, other = release_or_404(number), release_or_404(request.GET.get("other", ""))
    if here.pk == other.pk:
        raise Http404
    first, second = sorted((here, other), key=lambda release: release.published_at)
    return redirect("releases:release-changes", first.number, second.number)
