"""How one wants to be told by mail."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions.notifying import wish_mail
from accounts.notices import DIGEST_HOUR, KINDS, How
from accounts.queries import mail_wishes_of
from accounts.views.mail_outbox import is_outbox_open
from accounts.views.signed_in import signed_in
from ground.errors import Invalid, Problem


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail_wishes(request: HttpRequest) -> HttpResponse:
    """Ask for each kind whether mail comes at once, once a day or never; on POST store it."""
    reader = signed_in(request)
    wishes, problems = mail_wishes_of(reader), list[Problem]()
    if request.method == "POST":
        wishes = {kind: request.POST.get(kind, "") for kind in KINDS}
        try:
            wish_mail(wishes=wishes, actor=reader)
        except Invalid as refusal:
            problems = refusal.problems
        else:
            messages.success(request, "How mail reaches you is saved.")
            return redirect("accounts:mail-wishes")
    context = {
        "kinds": [(kind, wishes[kind.name]) for kind in KINDS.values()],
        "ways": How.choices,
        "email": reader.email,
        "hour": DIGEST_HOUR,
        "problems": problems,
        "has_outbox": is_outbox_open(),
        "has_server": bool(settings.EMAIL_HOST),
    }
    return render(request, "accounts/mail_wishes.html", context, status=422 if problems else 200)
