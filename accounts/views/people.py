"""Who works here: for administrators."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.forms.people import InviteForm
from accounts.policies import why_not_administer
from accounts.presenters import invitation_rows, person_rows, problems_of
from accounts.queries import invitations_listed, people_listed
from accounts.views.signed_in import signed_in
from ground import clock
from ground.errors import Denied


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """List people with their roles, and invitations, each with what can be done about it."""
    if reason := why_not_administer(signed_in(request)):
        raise Denied(reason)
    return people_page(request, InviteForm())


@never_cache
def people_page(request: HttpRequest, invite_form: InviteForm) -> HttpResponse:
    """Return the page with `invite_form`, which may hold what does not fit."""
    reader = signed_in(request)
    context = {
        "people": person_rows(people_listed(reader), reader),
        "invitations": invitation_rows(invitations_listed(reader), reader, clock.now()),
        "form": invite_form,
        "problems": problems_of(invite_form),
    }
    status = 422 if invite_form.errors else 200
    return render(request, "accounts/people.html", context, status=status)
