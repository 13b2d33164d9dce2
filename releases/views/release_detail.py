"""The page of a release, and its files."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from evidence.views.reader import reader_of
from ground.errors import Gone
from releases.models import Release
from releases.moments import Moment
from releases.presenters import item_links, release_view, withdraw_button
from releases.queries.holding import retracted_since
from releases.queries.releases import file_of, other_numbers, release_before, release_of
from releases.views.downloads import download


@login_not_required
@require_safe
def release_detail(request: HttpRequest, number: str) -> HttpResponse:
    """Show figures, licence, how to cite, and every file with its checksum; or the tombstone."""
    release = release_or_404(number)
    if release.is_withdrawn:
        return render(request, "releases/release_gone.html", {"release": release}, status=410)
    site = request.build_absolute_uri("/").rstrip("/")
    context = release_view(release, site=site) | {
        "before": release_before(release),
        "others": other_numbers(release),
        "doubted": item_links(sorted({held.accession for held in retracted_since(release)})),
        "claims_href": Moment(release=number).onto(reverse("evidence:item-list")),
        "withdraw_href": withdraw_button(release, reader_of(request)),
    }
    return render(request, "releases/release_detail.html", context)


@login_not_required
@require_safe
def file_detail(request: HttpRequest, number: str, name: str) -> HttpResponseBase:
    """Send one file of a release."""
    release = release_or_404(number)
    refuse_withdrawn(release)
    file = file_of(release, name)
    if file is None:
        raise Http404
    return download(request, file)


def release_or_404(number: str) -> Release:
    """Return the release of that number, withdrawn or not."""
    release = release_of(number)
    if release is None:
        raise Http404
    return release


def refuse_withdrawn(release: Release) -> None:
    """Raise Gone where the release was withdrawn."""
    if release.is_withdrawn:
        raise Gone(f"{release.label} was withdrawn: {release.withdrawal.reason}")
