"""Removing the authenticator app."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.actions.factors import remove_app
from accounts.views.confirming import confirmed
from accounts.views.signed_in import signed_in


@require_POST
@confirmed
def app_remove(request: HttpRequest) -> HttpResponse:
    """Ask for codes of the app no more."""
    remove_app(actor=signed_in(request))
    messages.success(request, "The app is removed; its codes are not asked for any more.")
    return redirect("accounts:security")
