"""The first page: for each role what waits for it, for visitors what is known."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import Person
from accounts.presenters import demo_doors
from evidence.models import Draft, Version
from evidence.presenters.home import (
    doubtful_counts,
    draft_rows,
    effect_counts,
    is_unreviewed,
    next_step,
    rule,
    showcase_view,
    strip,
)
from evidence.presenters.listing import kept_search_rows
from evidence.queries.counts import facet_counts, marks_in, released, standings
from evidence.queries.facets import Filters
from evidence.queries.items import listing_of, listing_of_numbers
from evidence.queries.searches import searches_of
from evidence.queries.showcase import showcase
from evidence.views.reader import reader_of
from ground import clock
from releases.citing import in_four_styles
from releases.queries.home import accepted_since
from releases.queries.releases import last_release
from reviews.presenters.home import (
    agreement_line,
    draft_tasks,
    editor_tasks,
    paper_lines,
    queue_tasks,
    returned_tasks,
    reviewer_tasks,
    seat_tasks,
    staff_of,
)
from reviews.presenters.queue import missing_people
from reviews.queries.agreement import alike_at_first
from reviews.queries.home import came_back, papers_of, waiting_for_editor, waiting_for_reviewers
from reviews.queries.seats import MOST_HELD, open_seats
from reviews.queries.staffing import lack_of_people

_MOST_DRAFTS = 5


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what this is and where it stands; to signed-in people first what waits for them."""
    reader = reader_of(request)
    stands = standings()
    choices = facet_counts(
        listing_of(reader) if reader else listing_of_numbers(), Filters()
    ).choices
    context: dict[str, Any] = {
        "steps": strip(stands, released()),
        "is_unreviewed": is_unreviewed(stands),
        "rule": rule(settings.REVIEWERS_PER_ROUND),
        "doubtful": doubtful_counts(marks_in(choices)),
    }
    more = _for_person(reader) if reader else _for_visitors(request)
    return render(request, "evidence/home.html", context | more)


def _for_visitors(request: HttpRequest) -> dict[str, Any]:
    claim, release = showcase(), last_release()
    address = request.build_absolute_uri("/").rstrip("/")
    known = facet_counts(listing_of(None), Filters())
    return {
        "showcase": _view(claim) if claim else None,
        "known": effect_counts(known),
        "release": release,
        "styles": in_four_styles(
            release,
            address=address + reverse("releases:release-detail", args=[release.number]),
        )
        if release
        else None,
        "doors": demo_doors(),
    }


def _view(claim: Version) -> dict[str, Any]:
    can_read = Version.objects.visible_to(None).filter(pk=claim.pk).exists()
    return showcase_view(claim, can_read=can_read)


def _for_person(reader: Person) -> dict[str, Any]:
    now = clock.now()
    open_drafts = Draft.objects.visible_to(reader).open().select_related("item", "citation")
    drafts = list(open_drafts[:_MOST_DRAFTS])
    tasks = seat_tasks(list(open_seats(reader)[:MOST_HELD]), now)
    tasks += returned_tasks(came_back(reader), now)
    if reader.is_editor:
        tasks += editor_tasks(waiting_for_editor(reader), now)
    tasks += draft_tasks(drafts, now)
    if reader.is_reviewer:
        tasks += reviewer_tasks(waiting_for_reviewers(reader), now)
    context: dict[str, Any] = {
        "next": next_step(reader, drafts),
        "tasks": tasks,
        "drafts": draft_rows(drafts),
        "papers": paper_lines(papers_of(reader)),
        "searches": kept_search_rows(searches_of(reader)),
        "missing": missing_people(lack_of_people()) if staff_of(reader) else [],
    }
    return context | (_for_editor(reader) if reader.is_editor else {})


def _for_editor(reader: Person) -> dict[str, Any]:
    now, release = clock.now(), last_release()
    return {
        "queue": queue_tasks(waiting_for_reviewers(reader), now),
        "agreement": agreement_line(alike_at_first()),
        "last_release": release,
        "since_release": accepted_since(release),
    }
