"""The list of releases."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evidence.views.reader import reader_of
from releases.presenters import publish_button, release_rows
from releases.queries.releases import releases


@login_not_required
@require_safe
def release_list(request: HttpRequest) -> HttpResponse:
    """Show every release, newest first."""
    context = {
        "rows": release_rows(releases()),
        "publish_href": publish_button(reader_of(request)),
    }
    return render(request, "releases/release_list.html", context)
