"""Setting a password through a link that an administrator made."""

from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.actions.passwords import set_password
from accounts.forms.fields import show_refusal
from accounts.forms.own import PasswordSetForm
from accounts.presenters import problems_of
from accounts.queries import person_by_reset_key
from accounts.views.closed_link import closed_link_page
from ground.errors import DomainError, Invalid


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="reset_password_from_key")
def password_set(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Ask for a new password; a link that sets none says so."""
    try:
        person = person_by_reset_key(uid, token)
    except DomainError as refusal:
        return closed_link_page(request, refusal)
    form = PasswordSetForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            set_password(uid=uid, token=token, **form.cleaned_data)
        except Invalid as refusal:
            show_refusal(form, refusal)
        except DomainError as refusal:
            return closed_link_page(request, refusal)
        else:
            messages.success(request, "Your new password is set. Sign in with it now.")
            return redirect("accounts:sign-in")
    context = {"person": person, "form": form, "problems": problems_of(form)}
    status = 422 if form.errors else 200
    return render(request, "accounts/password_set.html", context, status=status)
