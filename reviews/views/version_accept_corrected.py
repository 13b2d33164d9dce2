"""Accepting with values that reviewers suggested."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from evidence.views.see_other import see_other
from ground.errors import DomainError
from reviews.actions.correct import accept_as_corrected
from reviews.forms.decision import read_chosen
from reviews.views.decide import refuse_who_is_no_editor
from reviews.views.decide_page import read_typed, refused_page
from reviews.views.loading import version_or_404


@require_POST
def version_accept_corrected(request: HttpRequest, accession: str, number: int) -> HttpResponse:
    """Accept exactly the ticked suggestions, as the next version."""
    version = version_or_404(request, accession, number)
    refuse_who_is_no_editor(request, version)
    try:
        made = accept_as_corrected(
            version=version, chosen=read_chosen(request.POST), actor=signed_in(request)
        )
    except DomainError as error:
        return refused_page(request, version, read_typed(request.POST), error)
    messages.success(
        request,
        f"{accession}: accepted as version {made.number}, with the ticked values. Its author may "
        "object for 7 days.",
    )
    return see_other("reviews:queue")
