"""Proposing a correction of accepted evidence."""

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from evidence.content import Content
from evidence.documents import content_of
from evidence.forms.claims import last, read_claim, rows_posted
from evidence.models import Version
from evidence.policies.answers import MOST_ENTRIES
from evidence.presenters.drafts import claim_form
from evidence.queries.entering import lists_for, review_keys
from evidence.views.see_other import see_other
from ground.errors import Denied, DomainError, Invalid, Problem, Stale
from reviews.actions.propose import propose_correction
from reviews.models import ProposedCorrection
from reviews.policies.corrections import CORRECTABLE_FIELDS
from reviews.policies.duties import why_not_by, why_not_from
from reviews.queries.footing import footing_of
from reviews.views.loading import version_or_404
from reviews.views.resending import keeps_what_is_typed


@keeps_what_is_typed
@require_http_methods(["GET", "HEAD", "POST"])
def version_correct(request: HttpRequest, accession: str, number: int) -> HttpResponse:
    """Show what a correction may touch; on POST keep the proposal for an editor."""
    version = version_or_404(request, accession, number)
    frozen = content_of(version.document, version.supplement)
    if request.method != "POST":
        _refuse(request, version)
        own = ProposedCorrection.objects.visible_to(signed_in(request)).waiting()
        proposal = own.filter(version=version, proposer=signed_in(request)).first()
        shown = proposal.content if proposal else frozen
        return _page(request, version, shown, proposal.reason if proposal else "")
    content, reason = _corrected(request, frozen), last(request.POST, "reason")
    if column := last(request.POST, "add_row"):
        rows = {column: min(rows_posted(request.POST, column) + 1, MOST_ENTRIES)}
        return _page(request, version, content, reason, rows=rows)
    try:
        propose_correction(
            version=version, content=content, reason=reason, actor=signed_in(request)
        )
    except DomainError as error:
        problems = error.problems if isinstance(error, Invalid) else []
        status = 422 if problems else 409 if isinstance(error, Stale) else 403
        problems = problems or [Problem("", error.message)]
        return _page(request, version, content, reason, problems, status)
    messages.success(
        request,
        f"Your correction of {accession} waits for an editor who is another person.",
    )
    return see_other("evidence:item-detail", accession)


def _refuse(request: HttpRequest, version: Version) -> None:
    status = version.standing.status
    sentence = why_not_from("correct", status) or why_not_by(
        "correct", status, footing_of(signed_in(request), version)
    )
    if sentence:
        raise Denied(f"{sentence} Nothing was changed.")


def _corrected(request: HttpRequest, frozen: Content) -> Content:
    """Return the frozen content with what was typed in the fields a correction may touch."""
    typed = read_claim(request.POST).content
    kept = {name: value for name, value in frozen.items() if name not in CORRECTABLE_FIELDS}
    return kept | {name: value for name, value in typed.items() if name in CORRECTABLE_FIELDS}


def _page(
    request: HttpRequest,
    version: Version,
    content: Content,
    reason: str,
    problems: Sequence[Problem] = (),
    status: int = 200,
    rows: Mapping[str, int] | None = None,
) -> HttpResponse:
    form = claim_form(content, lists_for(content), review_keys(), problems=problems, rows=rows)
    fields = [
        field
        for section in form.sections
        for field in (*section.asked, *section.folded)
        if field.name in CORRECTABLE_FIELDS
    ]
    context = {
        "version": version,
        "fields": fields,
        "lists": form.lists,
        "reason": reason,
        "reason_errors": [p.message for p in problems if p.field == "reason"],
        "problems": [_linked(problem) for problem in problems],
    }
    return render(request, "reviews/correct.html", context, status=status)


def _linked(problem: Problem) -> Problem:
    return problem if problem.field else Problem("reason", problem.message, problem.code)
