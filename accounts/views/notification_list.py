"""What one was told of."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.queries import MOST_NOTIFICATIONS, notifications_of
from accounts.views.signed_in import signed_in
from ground.jobs import why_jobs_wait
from reviews.presenters.notices import told_to


@never_cache
@require_safe
def notification_list(request: HttpRequest) -> HttpResponse:
    """List the reader's notifications, each in words made of what they may see now."""
    reader = signed_in(request)
    context = {
        "told": told_to(reader, notifications_of(reader)),
        "most": MOST_NOTIFICATIONS,
        "mail_waits": why_jobs_wait(),
    }
    return render(request, "accounts/notification_list.html", context)
