"""Asking for more time."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from evidence.views.see_other import see_other
from reviews.actions.leases import extend
from reviews.models import Seat
from reviews.presenters.ages import day_words


@require_POST
def seat_extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the time of an own seat begin anew."""
    seats = Seat.objects.visible_to(signed_in(request)).select_related("round__version__item")
    seat = seats.filter(pk=pk).first()
    if seat is None:
        raise Http404
    extended = extend(seat=seat, actor=signed_in(request))
    accession = seat.round.version.item.accession
    due = day_words(extended.lease_until) if extended.lease_until else ""
    messages.success(request, f"You have {accession} until {due} now.")
    return see_other("reviews:queue")
