"""Adding a passkey."""

import json

from allauth.decorators import rate_limit
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions.factors import add_passkey
from accounts.forms.fields import show_refusal
from accounts.forms.security import PasskeyForm
from accounts.policies import why_no_password
from accounts.presenters import problems_of
from accounts.queries import factors_of
from accounts.views.confirming import confirmed
from accounts.views.passkeys import checked
from accounts.views.signed_in import signed_in
from ground.errors import Denied, Invalid


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@confirmed
@rate_limit(action="reauthenticate")
def passkey_add(request: HttpRequest) -> HttpResponse:
    """Ask the browser for a passkey that knows its owner; on POST keep it."""
    person = signed_in(request)
    if reason := why_no_password(person):
        raise Denied(reason)
    form = PasskeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        brought = AddWebAuthnForm(request.POST, user=person)
        had_factor = factors_of(person).exists()
        try:
            credential = checked(brought, "credential")
            add_passkey(name=form.cleaned_data["name"], credential=credential, actor=person)
        except Invalid as refusal:
            show_refusal(form, refusal)
        else:
            if had_factor:
                messages.success(request, "The passkey is added.")
                return redirect("accounts:security")
            messages.success(request, "The passkey is added. Keep these codes for when it is gone.")
            return redirect("accounts:recovery-codes")
    context = {
        "form": form,
        "problems": problems_of(form),
        "options": json.dumps(begin_registration(person, passwordless=True)),
    }
    return render(request, "accounts/passkey_add.html", context, status=422 if form.errors else 200)
