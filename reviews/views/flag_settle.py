"""Settling a flag, or turning a reader's report down."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from evidence.forms.claims import last
from evidence.views.see_other import see_other
from ground.errors import DomainError, Invalid, Problem
from reviews.actions.flags import settle_flag
from reviews.models import Flag
from reviews.views.flag_list import flags_page
from reviews.views.resending import keeps_what_is_typed


@keeps_what_is_typed
@require_POST
def flag_settle(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Resolve the flag with a reason."""
    flags = Flag.objects.visible_to(signed_in(request)).select_related("item")
    flag = get_object_or_404(flags, pk=pk)
    reason = last(request.POST, "reason")
    try:
        settle_flag(flag=flag, reason=reason, actor=signed_in(request))
    except DomainError as error:
        message = error.problems[0].message if isinstance(error, Invalid) else error.message
        problems = [Problem(f"reason-{flag.pk}", message)]
        status = 422 if isinstance(error, Invalid) else 403
        return flags_page(request, refused=flag.pk, reason=reason, problems=problems, status=status)
    messages.success(request, f"The flag on {flag.item.accession} is settled.")
    return see_other("reviews:flag-list")
