"""Assigning and reassigning a seat of a round."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.models import Person
from accounts.views.signed_in import signed_in
from evidence.forms.claims import last
from evidence.models import Version
from evidence.policies.answers import LONGEST_TEXT, text_problem
from evidence.views.see_other import see_other
from ground import clock
from ground.errors import Denied, DomainError, Invalid, Missing, Problem, Stale
from reviews.actions.assigning import assign, reassign
from reviews.models import Seat
from reviews.policies.staffing import why_not_assign
from reviews.presenters.staffing import candidates, sitters
from reviews.queries.footing import footing_of
from reviews.queries.people import could_review, reviewer_named
from reviews.queries.seats import seat_counts
from reviews.queries.staffing import seats_held
from reviews.views.loading import version_or_404
from reviews.views.resending import keeps_what_is_typed

_STATUS: dict[type[DomainError], int] = {Denied: 403, Missing: 404, Stale: 409, Invalid: 422}


@keeps_what_is_typed
@require_http_methods(["GET", "HEAD", "POST"])
def version_assign(request: HttpRequest, accession: str, number: int) -> HttpResponse:
    """Show who sits and who could; on POST give a place to the chosen person."""
    version = version_or_404(request, accession, number)
    if request.method != "POST":
        if sentence := why_not_assign(footing_of(signed_in(request), version)):
            raise Denied(f"{sentence} Nothing was changed.")
        return _page(request, version, [], 200)
    try:
        person = _assign(request, version)
    except DomainError as error:
        problems = getattr(error, "problems", []) or [Problem("main", error.message)]
        return _page(request, version, problems, _STATUS[type(error)])
    messages.success(request, f"{person} reviews {accession}: seven days from now.")
    return see_other("reviews:staffing")


def _assign(request: HttpRequest, version: Version) -> Person:
    """Assign whom the page chose, in a free place or instead of somebody."""
    actor, override = signed_in(request), last(request.POST, "override_reason")
    if sentence := why_not_assign(footing_of(actor, version)):
        raise Denied(f"{sentence} Nothing was changed.")
    if message := text_problem("Reason", override, LONGEST_TEXT):
        raise Invalid("Nobody was assigned.", [Problem("override_reason", message)])
    person = reviewer_named(last(request.POST, "person"))
    if person is None:
        message = "Reviewer: choose somebody from the list."
        raise Invalid("Nobody was assigned.", [Problem("person", message, "required")])
    instead = last(request.POST, "instead_of")
    if not instead:
        assign(version=version, person=person, override_reason=override, actor=actor)
        return person
    number = int(instead) if instead.isascii() and instead.isdigit() and len(instead) < 18 else 0
    seat = seats_held(actor).filter(round=version.pk, pk=number).first()
    if seat is None:
        message = "Nobody sits in that seat any more. Look at the seats again; nothing was changed."
        raise Stale(message)
    reassign(
        seat=seat, person=person, reason=last(request.POST, "reason"),
        override_reason=override, actor=actor,
    )  # fmt: skip
    return person


def _page(
    request: HttpRequest, version: Version, problems: Sequence[Problem], status: int
) -> HttpResponse:
    reader = signed_in(request)
    may_see = not why_not_assign(footing_of(reader, version))
    held: Sequence[Seat] = list(seats_held(reader).filter(round=version.pk)) if may_see else []
    typed = {
        name: last(request.POST, name)
        for name in ("person", "instead_of", "reason", "override_reason")
    }
    if not typed["instead_of"]:
        typed["instead_of"] = last(request.GET, "instead_of")
    version.standing.refresh_from_db()
    context = {
        "version": version,
        "seats": seat_counts(version) if may_see else None,
        "people": candidates(could_review(version), typed["person"]) if may_see else [],
        "sitters": sitters(held, typed["instead_of"], clock.now()),
        "typed": typed,
        "asks_override": bool(typed["override_reason"])
        or any(problem.field == "override_reason" for problem in problems),
        "problems": problems,
        "errors": {problem.field: problem.message for problem in problems},
    }
    return render(request, "reviews/assign.html", context, status=status)
