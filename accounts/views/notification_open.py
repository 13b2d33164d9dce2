"""Following a notification to what it is about."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from accounts.actions.notifying import mark_seen
from accounts.models import Notification
from accounts.views.signed_in import signed_in
from reviews.presenters.notices import told_to


@require_safe
def notification_open(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mark it as read and lead to the thing, or back to the list where it is not open any more."""
    reader = signed_in(request)
    notification = get_object_or_404(Notification.objects.visible_to(reader), pk=pk)
    mark_seen(notifications=[notification], actor=reader)
    [told] = told_to(reader, [notification])
    return redirect(told.href or "accounts:notification-list")
