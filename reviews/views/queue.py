"""The review queue: what waits for reviewers, what one holds, what waits for editors."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.views.signed_in import signed_in
from ground import clock
from reviews.policies.calibration import why_not_take
from reviews.policies.staffing import FAIR_RULE
from reviews.presenters.queue import (
    decision_rows,
    held_rows,
    missing_people,
    paper_rows,
    place_of,
    place_query,
)
from reviews.queries.calibration import left_before_first_review
from reviews.queries.footings import footings_of
from reviews.queries.queue import waiting_for_decision, waiting_papers
from reviews.queries.seats import MOST_HELD, open_seats
from reviews.queries.staffing import lack_of_people


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show papers with items in review, oldest first, and the reader's own reviews."""
    reader, now = signed_in(request), clock.now()
    after = place_of(request.GET.get("after", ""))
    papers = waiting_papers(reader, after)
    context = {
        "papers": paper_rows(papers.papers, now),
        "next_href": place_query(papers.next_place, "after"),
        "is_later_page": after is not None,
        "rule": FAIR_RULE,
        "calibrate_first": why_not_take(left_before_first_review(reader))
        if reader.is_reviewer and papers.papers
        else "",
        "held": held_rows(open_seats(reader)[:MOST_HELD], now),
        "missing": missing_people(lack_of_people()) if _minds_staff(request) else [],
    }
    if reader.is_editor:
        decided_after = place_of(request.GET.get("decide_after", ""))
        if decided_after is not None and not _is_number(decided_after.name):
            decided_after = None
        waiting = waiting_for_decision(reader, decided_after)
        context["decisions"] = decision_rows(
            waiting.versions, footings_of(reader, waiting.versions), now
        )
        context["decisions_next"] = place_query(waiting.next_place, "decide_after")
        context["decisions_later"] = decided_after is not None
    return render(request, "reviews/queue.html", context)


def _is_number(name: str) -> bool:
    return name.isascii() and name.isdigit() and len(name) < 10


def _minds_staff(request: HttpRequest) -> bool:
    return signed_in(request).is_editor or signed_in(request).is_administrator
