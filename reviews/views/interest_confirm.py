"""Confirming a claim of authorship."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from reviews.actions.authorship import confirm_authorship
from reviews.views.resending import keeps_what_is_typed
from reviews.views.settling import settled


@keeps_what_is_typed
@require_POST
def interest_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the claim is true."""
    actor = signed_in(request)
    return settled(
        request,
        pk,
        lambda interest, reason: confirm_authorship(interest=interest, actor=actor),
        "authorship confirmed.",
    )
