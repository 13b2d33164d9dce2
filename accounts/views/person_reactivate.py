"""Opening a closed account again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.actions.appointing import reactivate
from accounts.models import Person
from accounts.views.signed_in import signed_in


@require_POST
def person_reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the person's account again, with the roles it had."""
    person = get_object_or_404(Person.objects.visible_to(signed_in(request)), pk=pk)
    reactivate(person=person, actor=signed_in(request))
    messages.success(request, f"The account of {person} is open again, with the roles it had.")
    return redirect("accounts:people")
