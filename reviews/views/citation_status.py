"""Noting by hand what became of a publication."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from evidence.enums import GRAVITY, PUBLICATION_STATUSES
from evidence.forms.claims import last
from evidence.models import Citation
from evidence.views.see_other import see_other
from ground.errors import Denied, Invalid, Problem, Stale
from reviews.actions.publication_status import change_status
from reviews.forms.publication_status import read_status
from reviews.policies.publication_status import why_not_change
from reviews.queries.publication_status import statuses_of
from reviews.views.resending import keeps_what_is_typed


@keeps_what_is_typed
@require_http_methods(["GET", "HEAD", "POST"])
def citation_status(request: HttpRequest, key: str) -> HttpResponse:
    """Show what was noted of the paper, and ask what is to be noted now; on POST note it."""
    citation, actor = get_object_or_404(Citation, key=key), signed_in(request)
    if sentence := why_not_change(actor):
        raise Denied(sentence)
    if request.method != "POST":
        return _page(request, citation, [], 200)
    asked, problems = read_status(request.POST)
    if problems:
        return _page(request, citation, problems, 422)
    try:
        change_status(
            citation=citation, status=asked.status, status_on=asked.status_on,
            source=asked.source, reason=asked.reason, seen=asked.seen, actor=actor,
        )  # fmt: skip
    except Invalid as error:
        return _page(request, citation, error.problems, 422)
    except Stale as error:
        citation.refresh_from_db()
        return _page(request, citation, [Problem("status", error.message)], 409)
    messages.success(request, "Noted. Whoever it concerns is told.")
    return see_other("evidence:citation-detail", key)


def _page(
    request: HttpRequest, citation: Citation, problems: list[Problem], status: int
) -> HttpResponse:
    history = statuses_of(citation)
    posted = {
        name: last(request.POST, name) for name in ("status", "status_on", "source", "reason")
    }
    context: dict[str, Any] = {
        "citation": citation,
        "history": history,
        "seen": len(history),
        "choices": [
            {"value": value, "label": PUBLICATION_STATUSES.label_of(value)} for value in GRAVITY
        ],
        "posted": posted,
        "problems": problems,
        "wrong": {problem.field: problem.message for problem in problems},
    }
    return render(request, "reviews/citation_status.html", context, status=status)
