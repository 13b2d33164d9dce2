"""Removing a passkey."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.actions.factors import remove_passkey
from accounts.queries import passkeys_of
from accounts.views.confirming import confirmed
from accounts.views.signed_in import signed_in


@require_POST
@confirmed
def passkey_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a passkey open nothing any more."""
    person = signed_in(request)
    passkey = get_object_or_404(passkeys_of(person), pk=pk)
    name = passkey.data["name"]
    remove_passkey(passkey=passkey, actor=person)
    messages.success(request, f"“{name}” is removed and opens nothing any more.")
    return redirect("accounts:security")
