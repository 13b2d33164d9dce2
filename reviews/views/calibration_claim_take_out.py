"""Taking a claim out of the calibration set."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from evidence.views.see_other import see_other
from reviews.actions.calibrate import take_out
from reviews.models import CalibrationClaim


@require_POST
def calibration_claim_take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it out; what people answered stays theirs to read."""
    reader = signed_in(request)
    claim = get_object_or_404(CalibrationClaim.objects.visible_to(reader), pk=pk)
    take_out(claim=claim, actor=reader)
    messages.success(request, "The claim was taken out of the calibration set.")
    return see_other("reviews:calibration")
