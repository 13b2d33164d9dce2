"""Replacing one's own password."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.actions.passwords import change_password
from accounts.forms.fields import show_refusal
from accounts.forms.own import PasswordChangeForm
from accounts.policies import why_no_password
from accounts.presenters import problems_of
from accounts.views.signed_in import signed_in
from ground.errors import Denied, Invalid


@never_cache
@sensitive_post_parameters("current", "password")
@require_http_methods(["GET", "HEAD", "POST"])
def password_change(request: HttpRequest) -> HttpResponse:
    """Ask for the current and the new password; other sessions of the person end."""
    if reason := why_no_password(signed_in(request)):
        raise Denied(reason)
    form = PasswordChangeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            person = change_password(**form.cleaned_data, actor=signed_in(request))
        except Invalid as refusal:
            show_refusal(form, refusal)
        else:
            update_session_auth_hash(request, person)
            messages.success(
                request, "Your password is changed. You were signed out everywhere else."
            )
            return redirect("accounts:profile")
    context = {"form": form, "problems": problems_of(form)}
    status = 422 if form.errors else 200
    return render(request, "accounts/password_change.html", context, status=status)
