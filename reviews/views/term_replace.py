"""Proposing the revision of every accepted claim that names an obsolete term."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from evidence.forms.claims import last
from ground.errors import DomainError, Problem
from reviews.actions.replace_term import propose_replacement
from reviews.views.resending import keeps_what_is_typed
from reviews.views.term_obsolete import obsolete_page, term_to_mind


@keeps_what_is_typed
@require_POST
def term_replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose them all, and say of each what became of it."""
    term = term_to_mind(request, pk)
    if last(request.POST, "has_interests") != "none":
        message = (
            "Conflict of interest: say that you have none with these papers, or revise their "
            "claims one by one. No revision was proposed."
        )
        return obsolete_page(request, term, [Problem("interests", message)], status=422)
    try:
        proposals = propose_replacement(term=term, actor=signed_in(request))
    except DomainError as error:
        return obsolete_page(request, term, [Problem("interests", error.message)], status=403)
    return obsolete_page(request, term, proposals=proposals)
