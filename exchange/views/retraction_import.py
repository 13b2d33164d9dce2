"""A file of retractions dropped in: what it says of papers here, then what is to be noted.

Nothing is kept between the two steps: the page carries the rows about papers here, signed for
the person.
"""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from evidence.views.see_other import see_other
from exchange.presenters.retractions import retraction_groups
from exchange.queries.retractions import (
    Noted,
    about_papers_here,
    judge_retractions,
    read_retractions,
)
from exchange.retraction_rows import RetractionRow
from ground.errors import Denied, Invalid, Problem, Stale
from reviews.actions.publication_status import StatusChange, change_statuses
from reviews.policies.publication_status import why_not_change


@require_http_methods(["GET", "HEAD", "POST"])
def retraction_import(request: HttpRequest) -> HttpResponse:
    """Ask for a file; show what it would change; note what was chosen."""
    if sentence := why_not_change(signed_in(request)):
        raise Denied(sentence)
    if request.method != "POST":
        return render(request, "exchange/retraction_import.html")
    if "carried" in request.POST:
        return _note(request)
    sent = request.FILES.get("file")
    if sent is None:
        return _again(request, "Choose a file first. Nothing was changed.")
    try:
        rows = read_retractions(sent.read())
    except Invalid as error:
        return _again(request, error.message)
    about = {"name": str(sent.name or "")[:200], "count": len(rows)}
    return _page(request, about_papers_here(rows), about)


def _note(request: HttpRequest) -> HttpResponse:
    try:
        carried = signing.loads(request.POST["carried"], salt=_salt(request))
    except signing.BadSignature as error:
        raise Stale(
            "This list was made for another sign-in or was changed on the way. Nothing was "
            "changed: drop the file in again."
        ) from error
    rows = [RetractionRow(**row) for row in carried["rows"]]
    chosen = set(request.POST.getlist("chosen"))
    judged = judge_retractions(rows)
    wanted = [one for one in judged if str(one.row.number) in chosen]
    try:
        changes = [_change(one, carried["seen"]) for one in wanted]
        if not changes:
            raise Invalid("Choose at least one paper.", [])
        noted = change_statuses(changes=changes, actor=signed_in(request))
    except Invalid as error:
        problems = error.problems or [Problem("chosen", error.message)]
        return _page(request, rows, carried["about"], problems, 422)
    except Stale as error:
        return _page(request, rows, carried["about"], [Problem("chosen", error.message)], 409)
    messages.success(request, f"Papers noted: {len(noted)}. Whoever it concerns is told.")
    return see_other("releases:withdrawn")


def _change(one: Noted, seen: dict[str, int]) -> StatusChange:
    """Return the change of a row that may be chosen; what was seen is what the page showed."""
    shown = seen.get(str(one.citation.pk), -1)
    if one.verdict != "new" and shown == one.seen:
        raise Invalid(f"Row {one.row.number} changes nothing: {one.why}")
    return StatusChange(
        citation=one.citation.pk,
        seen=shown,
        status=one.row.status,
        status_on=one.row.day,
        source=one.row.source,
        reason=one.row.reason,
    )


def _page(
    request: HttpRequest,
    rows: list[RetractionRow],
    about: dict[str, Any],
    problems: list[Problem] | None = None,
    status: int = 200,
) -> HttpResponse:
    judged = judge_retractions(rows)
    carried = {
        "rows": [asdict(row) for row in rows],
        "seen": {str(one.citation.pk): one.seen for one in judged},
        "about": about,
    }
    context: dict[str, Any] = {
        **about,
        "elsewhere": about["count"] - len(rows),
        "groups": retraction_groups(judged),
        "can_note": any(one.verdict == "new" for one in judged),
        "carried": signing.dumps(carried, salt=_salt(request), compress=True),
        "problems": problems or [],
    }
    return render(request, "exchange/retraction_preview.html", context, status=status)


def _again(request: HttpRequest, sentence: str) -> HttpResponse:
    context = {"problems": [Problem("file", sentence)]}
    return render(request, "exchange/retraction_import.html", context, status=422)


def _salt(request: HttpRequest) -> str:
    return f"exchange.retractions.{signed_in(request).pk}"
