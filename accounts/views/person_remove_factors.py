"""Removing the second factor that somebody lost."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.actions.factors import remove_factors
from accounts.models import Person
from accounts.views.signed_in import signed_in


@require_POST
def person_remove_factors(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the password alone sign them in again, and tell them."""
    person = get_object_or_404(Person.objects.visible_to(signed_in(request)), pk=pk)
    remove_factors(person=person, actor=signed_in(request))
    messages.success(request, f"{person} signs in with the password alone now, and is told so.")
    return redirect("accounts:people")
