"""Withdrawing an invitation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.actions.inviting import withdraw_invitation
from accounts.models import Invitation
from accounts.views.signed_in import signed_in


@require_POST
def invitation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the link open nothing any more."""
    invitation = get_object_or_404(Invitation.objects.visible_to(signed_in(request)), pk=pk)
    withdraw_invitation(invitation=invitation, actor=signed_in(request))
    messages.success(request, "The invitation is withdrawn; its link opens nothing any more.")
    return redirect("accounts:people")
