"""Closing an account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.actions.appointing import deactivate
from accounts.models import Person
from accounts.views.signed_in import signed_in


@require_POST
def person_deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the person's account; they are signed out at once."""
    person = get_object_or_404(Person.objects.visible_to(signed_in(request)), pk=pk)
    deactivate(person=person, actor=signed_in(request))
    messages.success(
        request, f"The account of {person} is closed. What they entered stays as it is."
    )
    return redirect("accounts:people")
