"""Verifying somebody's ORCID iD."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.actions.orcid import verify_orcid
from accounts.models import Person
from accounts.views.signed_in import signed_in


@require_POST
def person_verify_orcid(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep that the reader has seen whose ORCID iD it is."""
    person = get_object_or_404(Person.objects.visible_to(signed_in(request)), pk=pk)
    verify_orcid(
        person=person, orcid=request.POST.get("orcid", person.orcid or ""), actor=signed_in(request)
    )
    messages.success(request, f"The ORCID iD of {person} is verified until they change it.")
    return redirect("accounts:people")
