"""Making a link with which a person sets a new password."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.actions.passwords import reset_password_link
from accounts.models import Person
from accounts.views.secret_link import secret_link_page
from accounts.views.signed_in import signed_in


@require_POST
def person_reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the link, once."""
    person = get_object_or_404(Person.objects.visible_to(signed_in(request)), pk=pk)
    key = reset_password_link(person=person, actor=signed_in(request))
    return secret_link_page(
        request,
        path=reverse("accounts:password-set", args=[key.uid, key.token]),
        heading=f"A new password for {person}",
        what=(
            f"Give this link to {person} yourself. It sets a new password once, within a day. "
            "The old password works until then. Your making it is on the record that "
            f"{person} sees."
        ),
    )
