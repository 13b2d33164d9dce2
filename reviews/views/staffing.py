"""Staffing: what cannot move and who is missing, and who holds what."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.views.signed_in import signed_in
from ground import clock
from ground.errors import Denied
from reviews.policies.staffing import FAIR_RULE
from reviews.presenters.queue import missing_people
from reviews.presenters.staffing import people_rows, returned_rows, stuck_rows
from reviews.queries.footings import footings_of
from reviews.queries.staffing import (
    lack_of_people,
    people_minded,
    returned_to_nobody,
    seats_held,
    stuck_items,
    versions_of,
)


@require_safe
def staffing(request: HttpRequest) -> HttpResponse:
    """Show editors what cannot come to an end, and people with their load."""
    reader, now = signed_in(request), clock.now()
    if not reader.is_editor:
        raise Denied("Editors staff reviews, and you are not one here. An administrator appoints.")
    stuck = stuck_items()
    versions = versions_of(stuck, reader)
    context = {
        "missing": missing_people(lack_of_people()),
        "stuck": stuck_rows(stuck, versions, footings_of(reader, list(versions.values())), now),
        "returned": returned_rows(returned_to_nobody(reader), now),
        "people": people_rows(people_minded(), seats_held(reader), now),
        "rule": FAIR_RULE,
    }
    return render(request, "reviews/staffing.html", context)
