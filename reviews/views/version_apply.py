"""Revising with reviewers' suggestions applied, by one click."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from evidence.content import Content
from evidence.documents import content_of
from evidence.forms.claims import last
from evidence.models import Version
from evidence.views.see_other import see_other
from ground.errors import DomainError, Invalid, Problem
from reviews.actions.revise import revise
from reviews.forms.decision import read_chosen
from reviews.policies.corrections import suggested_content
from reviews.queries.judgements import judgements_on
from reviews.views.feedback import decision_or_404
from reviews.views.feedback_page import feedback_page
from reviews.views.loading import version_or_404
from reviews.views.resending import keeps_what_is_typed


@keeps_what_is_typed
@require_POST
def version_apply(request: HttpRequest, accession: str, number: int) -> HttpResponse:
    """Start the next draft with the ticked suggestions in it, and open it."""
    version = version_or_404(request, accession, number)
    decision = decision_or_404(request, version)
    reason = last(request.POST, "reason")
    try:
        content, many = _content(request, version)
        draft = revise(version=version, reason=reason, content=content, actor=signed_in(request))
    except DomainError as error:
        problems = error.problems if isinstance(error, Invalid) else []
        status = 422 if problems else 409
        return feedback_page(
            request, version, decision, reason=reason,
            chosen=request.POST.getlist("chosen"),
            problems=problems or [Problem("main", error.message)], status=status,
        )  # fmt: skip
    if draft.content != content:
        messages.warning(
            request,
            "You already had an open draft of this item, and it was opened as it is: no suggestion "
            "was put into it. Withdraw it first if you want to begin anew.",
        )
    else:
        applied = {0: "no suggestion", 1: "1 suggestion"}.get(many, f"{many} suggestions")
        messages.success(
            request, f"This draft begins where version {number} ended, with {applied} applied."
        )
    return see_other("evidence:draft-edit", draft.pk)


def _content(request: HttpRequest, version: Version) -> tuple[Content, int]:
    """Return the version's content with the ticked suggestions in it, and how many there are."""
    said = {
        str(one.now.pk): one.now.suggestions for one in judgements_on(version, signed_in(request))
    }
    chosen = read_chosen(request.POST)
    if any(key not in said or not 0 <= place < len(said[key]) for key, place in chosen):
        message = "One of the suggestions is not there. Reload the page and tick them again."
        raise Invalid("Nothing was begun.", [Problem("chosen", message)])
    suggestions = [said[key][place] for key, place in chosen]
    columns = [suggestion["column"] for suggestion in suggestions]
    if len(columns) != len(set(columns)):
        message = "Two suggestions are about the same field: tick one of them."
        raise Invalid("Nothing was begun.", [Problem("chosen", message)])
    frozen = content_of(version.document, version.supplement)
    return suggested_content(frozen, suggestions), len(suggestions)
