"""Letting a reader's report through."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from evidence.views.see_other import see_other
from reviews.actions.flags import let_through
from reviews.models import Flag


@require_POST
def flag_let_through(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make the report an open flag, which signed-in people can read."""
    flags = Flag.objects.visible_to(signed_in(request)).select_related("item")
    flag = get_object_or_404(flags, pk=pk)
    let_through(flag=flag, actor=signed_in(request))
    messages.success(request, f"The report on {flag.item.accession} is an open flag now.")
    return see_other("reviews:flag-list")
