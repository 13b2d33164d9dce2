"""Where an export stands: waiting, under way, ready, refused."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.views.signed_in import signed_in
from exchange.views.loading import export_for
from ground.jobs import why_jobs_wait


@require_safe
def export_detail(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show how far it is, then the link."""
    export = export_for(signed_in(request), pk)
    is_open = not (export.finished_at or export.why_not)
    context = {"export": export, "why_jobs_wait": why_jobs_wait() if is_open else ""}
    return render(request, "exchange/export_detail.html", context)
