"""Stepping back from a review for good."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from evidence.forms.claims import last
from evidence.views.see_other import see_other
from ground.errors import Denied, DomainError, Invalid, Missing, Problem, Stale
from reviews.actions.seats import recuse
from reviews.models import Seat
from reviews.views.resending import keeps_what_is_typed

_STATUS: dict[type[DomainError], int] = {Denied: 403, Missing: 404, Stale: 409, Invalid: 422}


@keeps_what_is_typed
@require_http_methods(["GET", "HEAD", "POST"])
def seat_recuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason; on POST free the seat, which never comes back to this person."""
    seats = Seat.objects.visible_to(signed_in(request)).select_related(
        "round__version__item", "round__version__standing"
    )
    seat = seats.filter(pk=pk).first()
    if seat is None:
        raise Http404
    if request.method != "POST":
        return _page(request, seat, [], 200)
    try:
        recuse(seat=seat, reason=last(request.POST, "reason"), actor=signed_in(request))
    except DomainError as error:
        problems = getattr(error, "problems", []) or [Problem("main", error.message)]
        return _page(request, seat, problems, _STATUS[type(error)])
    accession = seat.round.version.item.accession
    messages.success(request, f"You stepped back from {accession}. Its seat is free.")
    return see_other("reviews:queue")


def _page(
    request: HttpRequest, seat: Seat, problems: Sequence[Problem], status: int
) -> HttpResponse:
    context = {
        "seat": seat,
        "version": seat.round.version,
        "problems": problems,
        "reason": last(request.POST, "reason"),
        "reason_errors": [p.message for p in problems if p.field == "reason"],
    }
    return render(request, "reviews/recuse.html", context, status=status)
