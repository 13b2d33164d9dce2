"""What is asked after the password: a code, or a passkey."""

import json

from allauth.account.stages import LoginStageController
from allauth.decorators import rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.forms.security import FactorForm
from accounts.models import Person
from accounts.presenters import problems_of
from accounts.queries import factors_of
from accounts.sign_in import SecondFactorStage
from accounts.views.onward import onward
from accounts.views.passkeys import checked
from ground.errors import Invalid

_TOO_MANY = "too_many_login_attempts"


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="login")
def sign_in_factor(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor of whoever gave the right password on the page before."""
    if request.user.is_authenticated:
        return redirect(onward(request))
    stage = LoginStageController.enter(request, SecondFactorStage.key)
    if stage is None:
        return redirect("accounts:sign-in")
    person, by_passkey = stage.login.user, "credential" in request.POST
    form = FactorForm(
        request.POST if request.method == "POST" and not by_passkey else None, person=person
    )
    problems: list[dict[str, str]] = []
    if by_passkey:
        problems = _passkey_problems(request, person)
    elif form.is_bound:
        problems = problems_of(form)
    if request.method == "POST" and not problems:
        return stage.exit()
    context = _page(form, problems, person)
    return render(request, "accounts/sign_in_factor.html", context, status=_status(form, problems))


def _passkey_problems(request: HttpRequest, person: Person) -> list[dict[str, str]]:
    try:
        passkey = checked(AuthenticateWebAuthnForm(request.POST, user=person), "credential")
    except Invalid as refusal:
        return [{"message": p.message, "field": "passkey", "id": "passkey", "code": p.code}
                for p in refusal.problems]  # fmt: skip
    passkey.record_usage()
    return []


def _page(form: FactorForm, problems: list[dict[str, str]], person: Person) -> dict[str, object]:
    kinds = {factor.type for factor in factors_of(person)}
    has_app, has_passkey = Authenticator.Type.TOTP in kinds, Authenticator.Type.WEBAUTHN in kinds
    if not has_app:
        form.fields["code"].help_text = "Eight digits; each code works once."
    return {
        "form": form,
        "problems": problems,
        "has_app": has_app,
        "options": json.dumps(begin_authentication(person)) if has_passkey else "",
    }


def _status(form: forms.Form, problems: list[dict[str, str]]) -> int:
    if form.has_error("code", code=_TOO_MANY) or any(p.get("code") == _TOO_MANY for p in problems):
        return 429
    return 422 if problems else 200
