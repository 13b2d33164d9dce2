"""Accepting an invitation."""

from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.actions.inviting import accept_invitation
from accounts.forms.fields import show_refusal
from accounts.forms.own import JoinForm
from accounts.presenters import problems_of, roles_in_words
from accounts.queries import invitation_by
from accounts.views.closed_link import closed_link_page
from ground.errors import DomainError, Invalid


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="signup")
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the details of the new account, make it, and sign in as it."""
    try:
        invitation = invitation_by(token)
    except DomainError as refusal:
        return closed_link_page(request, refusal)
    form = JoinForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            person = accept_invitation(token=token, **form.cleaned_data)
        except Invalid as refusal:
            show_refusal(form, refusal)
        except DomainError as refusal:
            return closed_link_page(request, refusal)
        else:
            login(request, person)
            messages.success(request, f"Welcome, {person}. You hold: {roles_in_words(person)}.")
            return redirect(settings.LOGIN_REDIRECT_URL)
    context = {
        "form": form,
        "problems": problems_of(form),
        "roles": roles_in_words(invitation),
        "expires_at": invitation.expires_at,
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/invitation_accept.html", context, status=status)
