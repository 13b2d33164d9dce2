"""A proposed correction: what it changes, and an editor's answer."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from evidence.documents import content_of
from evidence.forms.claims import last
from evidence.views.see_other import see_other
from ground.errors import DomainError, Invalid, Problem, Stale
from reviews.actions.propose import approve_correction, refuse_correction
from reviews.models import ProposedCorrection
from reviews.policies.duties import why_not_decide
from reviews.presenters.differences import content_differences
from reviews.queries.footing import footing_of
from reviews.views.resending import keeps_what_is_typed


@keeps_what_is_typed
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the proposal; on POST let an editor approve or refuse it."""
    proposals = ProposedCorrection.objects.visible_to(signed_in(request)).select_related(
        "version__item", "version__standing", "version__citation", "version__round", "became"
    )
    proposal = get_object_or_404(proposals, pk=pk)
    if request.method != "POST":
        return _page(request, proposal)
    reason = last(request.POST, "reason")
    accession = proposal.version.item.accession
    try:
        if "approve" in request.POST:
            made = approve_correction(proposal=proposal, actor=signed_in(request))
            messages.success(request, f"{accession}: version {made.number} is public now.")
        else:
            refuse_correction(proposal=proposal, reason=reason, actor=signed_in(request))
            messages.success(request, f"The correction of {accession} was refused.")
    except DomainError as error:
        problems = error.problems if isinstance(error, Invalid) else []
        status = 422 if problems else 409 if isinstance(error, Stale) else 403
        problems = problems or [Problem("reason", error.message)]
        return _page(request, proposal, reason, problems, status)
    return see_other("reviews:correction-list")


def _page(
    request: HttpRequest,
    proposal: ProposedCorrection,
    reason: str = "",
    problems: Sequence[Problem] = (),
    status: int = 200,
) -> HttpResponse:
    version = proposal.version
    why_not = why_not_decide(footing_of(signed_in(request), version))
    if proposal.proposer_id == signed_in(request).pk:
        why_not = "It is your own proposal: another person, an editor, answers it."
    context = {
        "proposal": proposal,
        "version": version,
        "differences": content_differences(
            content_of(version.document, version.supplement), proposal.content
        ),
        "reason": reason,
        "problems": problems,
        "why_not": why_not,
    }
    return render(request, "reviews/correction.html", context, status=status)
