"""Disconnecting an account elsewhere."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.actions.connections import disconnect
from accounts.views.confirming import confirmed
from accounts.views.signed_in import signed_in


@require_POST
@confirmed
def connection_end(request: HttpRequest, server: str) -> HttpResponse:
    """Let that account sign in here no more."""
    disconnect(server=server, actor=signed_in(request))
    messages.success(request, "Disconnected. It signs you in no more.")
    return redirect("accounts:security")
