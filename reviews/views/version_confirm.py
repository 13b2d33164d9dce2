"""Confirming what the reviewers agreed."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from evidence.forms.claims import last
from ground.errors import DomainError
from reviews.actions.decide import confirm
from reviews.views.decide import decided, refuse_who_is_no_editor
from reviews.views.decide_page import read_typed, refused_page
from reviews.views.loading import version_or_404


@require_POST
def version_confirm(request: HttpRequest, accession: str, number: int) -> HttpResponse:
    """Let an agreed version become what the page showed was agreed."""
    version = version_or_404(request, accession, number)
    refuse_who_is_no_editor(request, version)
    try:
        decision = confirm(
            version=version, expected=last(request.POST, "expected"), actor=signed_in(request)
        )
    except DomainError as error:
        return refused_page(request, version, read_typed(request.POST), error)
    return decided(request, version, decision.outcome)
