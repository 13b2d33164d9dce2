"""Staying with what one said, while reconciling."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from evidence.views.see_other import see_other
from ground.errors import Stale
from reviews.actions.reconcile import stay
from reviews.models import Seat
from reviews.views.seat_lost import closed_page


@require_POST
def seat_stay(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the other's reasons change nothing."""
    seats = Seat.objects.visible_to(signed_in(request)).select_related(
        "round__version__item", "round__version__standing", "round__version__citation"
    )
    seat = seats.filter(pk=pk).first()
    if seat is None:
        raise Http404
    try:
        stay(seat=seat, actor=signed_in(request))
    except Stale as error:
        return closed_page(request, seat, error=error)
    accession = seat.round.version.item.accession
    messages.success(
        request,
        f"You stay with what you said of {accession}. Once the other reviewer stays too, or the "
        "time is over, an editor decides.",
    )
    return see_other("reviews:queue")
