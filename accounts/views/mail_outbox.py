"""The mails of a demonstration, which leave the machine nowhere else."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.views.signed_in import signed_in
from ground.outbox import mails_to


def is_outbox_open() -> bool:
    """Say whether mails can be read on a page: in a demonstration only."""
    return bool(settings.DEMO)


@never_cache
@require_safe
def mail_outbox(request: HttpRequest) -> HttpResponse:
    """Show the mails to the reader's own address; 404 outside a demonstration."""
    if not is_outbox_open():
        raise Http404
    reader = signed_in(request)
    mails = [
        {"subject": mail["Subject"], "date": mail["Date"], "text": mail.get_content()}
        for mail in mails_to(reader.email or "")
    ]
    return render(request, "accounts/mail_outbox.html", {"mails": mails, "email": reader.email})
