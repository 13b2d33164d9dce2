"""The history of an item: its versions, what happened, and what differs between two of them."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evidence.models import Version
from evidence.queries.items import item_by, versions_of
from evidence.views.reader import reader_of
from reviews.models import Decision
from reviews.presenters.decision import status_words
from reviews.presenters.differences import version_differences
from reviews.queries.history import history_lines


@login_not_required
@require_safe
def history(request: HttpRequest, accession: str) -> HttpResponse:
    """Show what the reader may know of an item's past; 404 where they may not know of it."""
    reader = reader_of(request)
    item = item_by(accession, reader)
    versions = versions_of(item, reader) if item else []
    if item is None or not versions:
        raise Http404
    before, after = _compared(request, versions)
    told = set(
        Decision.objects.visible_to(reader)
        .filter(round__in=[version.pk for version in versions])
        .values_list("round_id", flat=True)
    )
    context = {
        "item": item,
        "versions": versions,
        "decided": told,
        "lines": [
            {"at": line.at, "status": status_words(line.line.status), "line": line.line}
            for line in history_lines(item, versions, reader)
        ],
        "before": before,
        "after": after,
        "differences": version_differences(before, after, private=reader is not None)
        if before and after
        else [],
    }
    return render(request, "reviews/history.html", context)


def _compared(
    request: HttpRequest, versions: list[Version]
) -> tuple[Version | None, Version | None]:
    """Return the two versions asked for, older first; by default the two newest."""
    by_number = {str(version.number): version for version in versions}
    asked = [by_number.get(request.GET.get(name, "")) for name in ("from", "to")]
    found = [version for version in asked if version is not None]
    if len(found) != 2:
        found = versions[:2]
    if len(found) != 2:
        return None, None
    one, other = sorted(found, key=lambda version: version.number)
    return one, other
