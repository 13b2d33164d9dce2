"""Undoing an import."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from exchange.actions.undo_import import undo_import
from exchange.views.loading import import_for


@require_POST
def import_undo(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take back what the import brought and say how much of it."""
    person = signed_in(request)
    undone = undo_import(done=import_for(person, pk), actor=person)
    kept = f" Worked on since, and left alone: {undone.rows_kept}." if undone.rows_kept else ""
    messages.success(request, f"Rows taken back: {undone.rows_undone}.{kept}")
    return redirect("exchange:import-detail", pk)
