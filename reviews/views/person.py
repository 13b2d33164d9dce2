"""The public profile of an author of papers."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from reviews.models import Profile
from reviews.queries.papers import confirmed_papers


@login_not_required
@require_safe
def person(request: HttpRequest, pk: str) -> HttpResponse:
    """Show the name somebody chose, their ORCID iD and their confirmed papers; nothing else."""
    shown = get_object_or_404(Profile.objects.shown().select_related("person"), pk=pk)
    context = {
        "profile": shown,
        "orcid": shown.person.verified_orcid,
        "papers": [one.citation for one in confirmed_papers(shown.person)],
    }
    return render(request, "reviews/person.html", context)
