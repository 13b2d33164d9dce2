"""Giving a person roles."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.actions.appointing import appoint
from accounts.forms.people import AppointForm
from accounts.models import Person
from accounts.presenters import problems_of, roles_in_words
from accounts.views.signed_in import signed_in
from ground.errors import Invalid


@require_POST
def person_appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the person exactly the ticked roles."""
    person = get_object_or_404(Person.objects.visible_to(signed_in(request)), pk=pk)
    form = AppointForm(request.POST)
    if not form.is_valid():
        raise Invalid(f"{problems_of(form)[0]['message']} Nothing was saved.")
    person = appoint(person=person, **form.cleaned_data, actor=signed_in(request))
    messages.success(request, f"{person} now has: {roles_in_words(person)}.")
    return redirect("accounts:people")
