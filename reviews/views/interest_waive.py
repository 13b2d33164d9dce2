"""Waiving an interest."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from reviews.actions.interests import waive_interest
from reviews.views.resending import keeps_what_is_typed
from reviews.views.settling import settled


@keeps_what_is_typed
@require_POST
def interest_waive(request: HttpRequest, pk: int) -> HttpResponse:
    """Let its person judge after all, with a reason that the release prints."""
    actor = signed_in(request)
    return settled(
        request,
        pk,
        lambda interest, reason: waive_interest(interest=interest, reason=reason, actor=actor),
        "waived; the reason is printed in the release.",
    )
