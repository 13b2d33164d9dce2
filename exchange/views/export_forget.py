"""Deleting an own export, made or not."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from exchange.actions.exporting import forget_export
from exchange.views.loading import export_for


@require_POST
def export_forget(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Delete it; what is under way stops."""
    person = signed_in(request)
    forget_export(export=export_for(person, pk), actor=person)
    return redirect("exchange:export-list")
