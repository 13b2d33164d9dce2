"""Signing in with a passkey alone."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.decorators import rate_limit
from allauth.mfa.webauthn.forms import LoginWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.views.onward import onward
from accounts.views.passkeys import checked
from accounts.views.sign_in import sign_in_page
from ground.errors import Invalid


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="login", limit_get=True)
def sign_in_passkey(request: HttpRequest) -> HttpResponse:
    """Tell the browser what to sign; on POST sign in whoever's passkey signed it."""
    if request.method != "POST":
        return JsonResponse(begin_authentication())
    if request.user.is_authenticated:
        return redirect(onward(request))
    try:
        passkey = checked(LoginWebAuthnForm(request.POST), "credential")
    except Invalid as refusal:
        return sign_in_page(request, problem=refusal.message)
    passkey.record_usage()
    login = Login(user=passkey.user, redirect_url=onward(request), state={"by_passkey": True})
    return perform_login(request, login)
