"""Finding a claim of authorship mistaken."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from reviews.actions.authorship import refuse_authorship
from reviews.views.resending import keeps_what_is_typed
from reviews.views.settling import settled


@keeps_what_is_typed
@require_POST
def interest_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Say with a reason that the claim is mistaken."""
    actor = signed_in(request)
    return settled(
        request,
        pk,
        lambda interest, reason: refuse_authorship(interest=interest, reason=reason, actor=actor),
        "the claim was found mistaken and bars no longer.",
    )
