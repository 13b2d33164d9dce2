"""Asking for a reason, then making one move: what the pages of all moves share."""

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.views.signed_in import signed_in
from evidence.forms.claims import last
from evidence.models import Version
from evidence.views.see_other import see_other
from ground.errors import Denied, DomainError, Invalid, Problem, Stale
from reviews.policies.duties import answer, why_not_by, why_not_from
from reviews.presenters.asking import Asking
from reviews.queries.footing import footing_of

Act = Callable[[str], HttpResponse | None]
AskingFor = Callable[[Sequence[Problem]], Asking]


def asked(request: HttpRequest, version: Version, asking: AskingFor, act: Act) -> HttpResponse:
    """Show the page that asks; on POST call `act` with the reason and go to the item.

    `asking` makes the page's words from the problems so far. A refusal comes back on the same
    page with every letter typed; whoever the move can never belong to gets a 403 with its
    sentence. `act` may answer with a response of its own.
    """
    page = asking(())
    if request.method != "POST":
        return _first_page(request, version, page)
    reason = last(request.POST, "reason")
    try:
        _refuse(request, version, page.move)
        response = act(reason)
    except DomainError as error:
        problems, status = [Problem("main", error.message)], 403
        if isinstance(error, Invalid):
            problems, status = error.problems or problems, 422
        elif isinstance(error, Stale):
            status = 409
        elif not isinstance(error, Denied):
            status = 404
        return _page(request, version, asking(problems), problems, reason, status)
    if response is not None:
        return response
    messages.success(request, page.done)
    return see_other("evidence:item-detail", version.item.accession)


def _refuse(request: HttpRequest, version: Version, move: str) -> None:
    """Raise what the move itself would, before anything else typed is looked at."""
    status = version.standing.status
    if sentence := why_not_from(move, status):
        raise Stale(sentence, current=version)
    if sentence := why_not_by(move, status, footing_of(signed_in(request), version)):
        raise Denied(f"{sentence} Nothing was changed.")


def _first_page(request: HttpRequest, version: Version, page: Asking) -> HttpResponse:
    status, footing = version.standing.status, footing_of(signed_in(request), version)
    found = answer(page.move, status, footing)
    if not found.shown:
        sentence = why_not_from(page.move, status) or why_not_by(page.move, status, footing)
        raise Denied(f"{sentence} Nothing was changed.")
    return _page(request, version, page, [], "", 200, why_not=found.why_not)


def _page(
    request: HttpRequest,
    version: Version,
    page: Asking,
    problems: Sequence[Problem],
    reason: str,
    status: int,
    *,
    why_not: str = "",
) -> HttpResponse:
    context = {
        "version": version,
        "asking": page,
        "problems": problems,
        "reason": reason,
        "reason_errors": [p.message for p in problems if p.field == "reason"],
        "why_not": why_not,
    }
    return render(request, "reviews/asking.html", context, status=status)
