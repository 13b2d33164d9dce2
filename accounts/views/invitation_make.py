"""Making an invitation."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.actions.inviting import invite
from accounts.forms.people import InviteForm
from accounts.policies import day_of, why_not_administer
from accounts.presenters import roles_in_words
from accounts.views.people import people_page
from accounts.views.secret_link import secret_link_page
from accounts.views.signed_in import signed_in
from ground.errors import Denied


@require_POST
def invitation_make(request: HttpRequest) -> HttpResponse:
    """Show the link of a new invitation, once; or the people page with what does not fit."""
    if reason := why_not_administer(signed_in(request)):
        raise Denied(reason)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return people_page(request, form)
    invitation, token = invite(**form.cleaned_data, actor=signed_in(request))
    return secret_link_page(
        request,
        path=reverse("accounts:invitation-accept", args=[token]),
        heading="The invitation is ready",
        what=(
            "Give this link to the person yourself. It makes one account "
            f"({roles_in_words(invitation)}), once, until {day_of(invitation.expires_at)}. "
            "You can withdraw it on the people page."
        ),
    )
