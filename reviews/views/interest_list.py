"""Claims of authorship and interests to waive, for editors."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.views.signed_in import signed_in
from ground.errors import Denied, Problem
from reviews.models import Interest
from reviews.presenters.interests import InterestRow, declaration_rows, interest_rows
from reviews.queries import interests as declared


@require_safe
def interest_list(request: HttpRequest) -> HttpResponse:
    """Show what waits for an editor's word, and what was said."""
    return interests_page(request)


def interests_page(
    request: HttpRequest,
    *,
    refused: int | None = None,
    reason: str = "",
    problems: Sequence[Problem] = (),
    status: int = 200,
) -> HttpResponse:
    """Return the page; `refused` names the interest about which `reason` was refused."""
    reader = signed_in(request)
    if not reader.is_editor:
        raise Denied("Editors settle interests, and you are not one here. Nothing was changed.")
    papers, wrote = declared.barred_from(reader), declared.wrote_open_of(reader)

    def rows(found: list[Interest]) -> list[InterestRow]:
        return interest_rows(found, reader, barred_from=papers, wrote=wrote)

    context = {
        "claims": rows(declared.claims_waiting(reader)),
        "barred": rows(declared.barred(reader)),
        "settled": rows(declared.settled(reader)),
        "general": declaration_rows(declared.general_declarations(reader)),
        "most": declared.MOST_SHOWN,
        "refused": refused,
        "reason": reason,
        "problems": problems,
    }
    return render(request, "reviews/interest_list.html", context, status=status)
