"""Handing a review back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from evidence.forms.claims import last
from evidence.views.see_other import see_other
from reviews.actions.seats import hand_back
from reviews.models import Seat


@require_POST
def seat_hand_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Free the seat; what was written stays the person's private note."""
    seats = Seat.objects.visible_to(signed_in(request)).select_related("round__version__item")
    seat = seats.filter(pk=pk).first()
    if seat is None:
        raise Http404
    hand_back(seat=seat, reason=last(request.POST, "reason"), actor=signed_in(request))
    accession = seat.round.version.item.accession
    messages.success(request, f"You handed the review of {accession} back. Others can take it.")
    return see_other("reviews:queue")
