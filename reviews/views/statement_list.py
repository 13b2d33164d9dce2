"""Authors' statements that wait, for editors."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.views.signed_in import signed_in
from ground.errors import Denied, Problem
from reviews.queries.statements import MOST_SHOWN, waiting_statements


@require_safe
def statement_list(request: HttpRequest) -> HttpResponse:
    """Show the statements that wait to be let stand or turned down."""
    return statements_page(request)


def statements_page(
    request: HttpRequest,
    *,
    refused: UUID | None = None,
    reason: str = "",
    problems: Sequence[Problem] = (),
    status: int = 200,
) -> HttpResponse:
    """Return the page; `refused` names the statement whose `reason` was refused."""
    if not signed_in(request).is_editor:
        raise Denied("Editors answer authors' statements, and you are not one here.")
    context = {
        "statements": waiting_statements(signed_in(request)),
        "most": MOST_SHOWN,
        "refused": refused,
        "reason": reason,
        "problems": problems,
    }
    return render(request, "reviews/statement_list.html", context, status=status)
