"""A term that is not used any more, and the accepted claims that still name it."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from evidence.actions.terms import make_obsolete, successor_named
from evidence.enums import VOCABULARIES
from evidence.forms.claims import last
from evidence.models import Term
from evidence.policies.vocabulary import why_not_mind
from evidence.views.see_other import see_other
from ground.errors import Denied, DomainError, Invalid, Problem
from reviews.actions.replace_term import Proposal
from reviews.presenters.replacing import affected_rows, proposal_rows
from reviews.queries.replacing import affected_by
from reviews.views.resending import keeps_what_is_typed


@keeps_what_is_typed
@require_http_methods(["GET", "HEAD", "POST"])
def term_obsolete(request: HttpRequest, pk: int) -> HttpResponse:
    """Show which claims name the term; on POST say that it is not used any more."""
    term = term_to_mind(request, pk)
    if request.method != "POST":
        return obsolete_page(request, term)
    name, reason = last(request.POST, "replaced_by").strip(), last(request.POST, "reason")
    try:
        successor = successor_named(term, name)
        make_obsolete(term=term, replaced_by=successor, reason=reason, actor=signed_in(request))
    except DomainError as error:
        problems, status = [Problem("reason", error.message)], 403
        if isinstance(error, Invalid):
            problems, status = error.problems, 422
        return obsolete_page(request, term, problems, status=status)
    messages.success(request, f"“{term.label}” is obsolete.")
    return see_other("reviews:term-obsolete", pk)


def term_to_mind(request: HttpRequest, pk: int) -> Term:
    """Return the term, for those who mind the vocabulary."""
    term = get_object_or_404(Term.objects.select_related("replaced_by"), pk=pk)
    if sentence := why_not_mind(signed_in(request).roles):
        raise Denied(sentence)
    return term


def obsolete_page(
    request: HttpRequest,
    term: Term,
    problems: Sequence[Problem] = (),
    *,
    proposals: Sequence[Proposal] = (),
    status: int = 200,
) -> HttpResponse:
    """Return the page of `term`, with what became of each claim where revisions were proposed."""
    claims = [] if proposals else affected_by(term, signed_in(request))
    others = Term.objects.filter(vocabulary=term.vocabulary).exclude(status="obsolete")
    typed = {name: last(request.POST, name) for name in ("replaced_by", "reason")}
    if term.replaced_by and not typed["replaced_by"]:
        typed["replaced_by"] = term.replaced_by.label
    context = {
        "term": term,
        "vocabulary": VOCABULARIES.label_of(term.vocabulary),
        "rows": affected_rows(claims),
        "can_propose": sum(claim.is_open for claim in claims),
        "proposals": proposal_rows(proposals),
        "names": list(others.exclude(pk=term.pk).values_list("label", flat=True)[:400]),
        "typed": typed,
        "problems": problems,
        "errors": {problem.field: problem.message for problem in problems},
    }
    return render(request, "reviews/term_obsolete.html", context, status=status)
