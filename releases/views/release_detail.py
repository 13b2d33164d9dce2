"""The page of a release, and its files."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from releases.models import Release
from releases.presenters import release_view
from releases.queries.releases import file_of, release_of
from releases.views.downloads import download


@login_not_required
@require_safe
def release_detail(request: HttpRequest, number: str) -> HttpResponse:
    """Show figures, licence, how to cite, and every file with its checksum."""
    return render(request, "releases/release_detail.html", release_view(_found(number)))


@login_not_required
@require_safe
def file_detail(request: HttpRequest, number: str, name: str) -> HttpResponseBase:
    """Send one file of a release."""
    file = file_of(_found(number), name)
    if file is None:
        raise Http404
    return download(request, file)


def _found(number: str) -> Release:
    release = release_of(number)
    if release is None:
        raise Http404
    return release
