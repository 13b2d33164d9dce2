"""Mine against the decision. It takes no name: everybody sees their own, editors too."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.views.signed_in import signed_in
from reviews.presenters.learning import (
    MOST_LISTED,
    by_quarter,
    curator_sums,
    judged_items,
    reviewer_sums,
    written_items,
)
from reviews.queries.learning import own_judgements, own_versions, readable


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show the reader's own judgements and own versions beside what was decided on them."""
    reader = signed_in(request)
    judged, written = own_judgements(reader), own_versions(reader)
    open_to = readable([one.version for one in judged], reader)
    context = {
        "judged": len(judged),
        "sums": reviewer_sums(judged),
        "items": judged_items(judged, open_to),
        "written": len(written),
        "sections": curator_sums(written),
        "quarters": by_quarter(written),
        "questioned": written_items(written),
        "most": MOST_LISTED,
    }
    return render(request, "reviews/mine.html", context)
