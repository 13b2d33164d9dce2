"""Flags and readers' reports, for editors."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.views.signed_in import signed_in
from ground.errors import Denied, Problem
from reviews.queries.flags import MOST_SHOWN, open_flags, waiting_reports


@require_safe
def flag_list(request: HttpRequest) -> HttpResponse:
    """Show what waits: reports to let through or turn down, flags to settle."""
    return flags_page(request)


def flags_page(
    request: HttpRequest,
    *,
    refused: UUID | None = None,
    reason: str = "",
    problems: Sequence[Problem] = (),
    status: int = 200,
) -> HttpResponse:
    """Return the page; `refused` names the flag whose `reason` was refused."""
    if not signed_in(request).is_editor:
        raise Denied("Editors look after flags, and you are not one here. Nothing was changed.")
    context = {
        "reports": waiting_reports(signed_in(request)),
        "flags": open_flags(signed_in(request)),
        "most": MOST_SHOWN,
        "refused": refused,
        "reason": reason,
        "problems": problems,
    }
    return render(request, "reviews/flag_list.html", context, status=status)
