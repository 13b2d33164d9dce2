"""Marking everything as read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.actions.notifying import mark_seen
from accounts.views.signed_in import signed_in


@require_POST
def notification_read(request: HttpRequest) -> HttpResponse:
    """Mark all the reader was told of as read."""
    mark_seen(actor=signed_in(request))
    return redirect("accounts:notification-list")
