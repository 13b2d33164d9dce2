"""The page of an import."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.views.signed_in import signed_in
from exchange.models import Upload
from exchange.policies import why_not_undo
from exchange.queries.imports import rows_of
from exchange.views.loading import import_for

ROWS_ON_A_PAGE = 100


@require_safe
def import_detail(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show what an import brought, and offer to undo it."""
    person = signed_in(request)
    done = import_for(person, pk)
    after = request.GET.get("after", "")
    rows = rows_of(done, person)
    if after.isdigit() and len(after) < 9:
        rows = rows.filter(number__gt=int(after))
    page = list(rows[: ROWS_ON_A_PAGE + 1])
    submitted = done.rows.filter(draft__became__isnull=False).count()
    is_importer = done.imported_by_id == person.pk
    context = {
        "done": done,
        "rows": page[:ROWS_ON_A_PAGE],
        "next_after": page[ROWS_ON_A_PAGE - 1].number if len(page) > ROWS_ON_A_PAGE else None,
        "left_out": Upload.objects.visible_to(person)
        .filter(pk__in=[done.upload] if done.upload else [])
        .defer("data")
        .first(),
        "undoing": getattr(done, "undoing", None),
        "is_importer": is_importer,
        "why_not_undo": why_not_undo(is_importer=is_importer, submitted=submitted),
    }
    return render(request, "exchange/import_detail.html", context)
