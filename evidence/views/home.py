"""The first page."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.presenters import demo_doors
from evidence.models import Draft, Version
from evidence.presenters.home import (
    doubtful_counts,
    draft_rows,
    is_unreviewed,
    next_step,
    rule,
    showcase_view,
    strip,
)
from evidence.queries.counts import marked, released, standings
from evidence.queries.items import listing_of, listing_of_numbers
from evidence.queries.showcase import showcase
from evidence.views.reader import reader_of

_MOST_DRAFTS = 5


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what this is and where it stands; to signed-in people first what is next for them."""
    reader = reader_of(request)
    stands, claim = standings(), showcase()
    counted = listing_of(reader) if reader else listing_of_numbers()
    context: dict[str, Any] = {
        "showcase": _view(claim, request) if claim else None,
        "steps": strip(stands, released()),
        "is_unreviewed": is_unreviewed(stands),
        "rule": rule(settings.REVIEWERS_PER_ROUND),
        "doubtful": doubtful_counts(marked(counted)),
    }
    if reader is None:
        return render(request, "evidence/home.html", context | {"doors": demo_doors()})
    drafts = Draft.objects.visible_to(reader).open().select_related("item", "citation")
    mine = list(drafts[:_MOST_DRAFTS])
    context |= {"next": next_step(reader, mine), "drafts": draft_rows(mine)}
    return render(request, "evidence/home.html", context)


def _view(claim: Version, request: HttpRequest) -> dict[str, Any]:
    can_read = Version.objects.visible_to(reader_of(request)).filter(pk=claim.pk).exists()
    return showcase_view(claim, can_read=can_read)
