"""Renaming a passkey."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.actions.factors import rename_passkey
from accounts.queries import passkeys_of
from accounts.views.signed_in import signed_in


@require_POST
def passkey_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep another name; what does not fit is refused on a page that says so."""
    person = signed_in(request)
    passkey = get_object_or_404(passkeys_of(person), pk=pk)
    rename_passkey(passkey=passkey, name=request.POST.get("name", ""), actor=person)
    messages.success(request, "The passkey has its new name.")
    return redirect("accounts:security")
