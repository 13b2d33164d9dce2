"""Setting a blocker of acceptance aside."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from evidence.forms.claims import last
from evidence.views.see_other import see_other
from ground.errors import DomainError
from reviews.actions.decide import waive
from reviews.enums import BLOCKERS
from reviews.views.decide import refuse_who_is_no_editor
from reviews.views.decide_page import Typed, decide_page, read_typed, refused_page
from reviews.views.loading import version_or_404
from reviews.views.resending import keeps_what_is_typed


@keeps_what_is_typed
@require_POST
def blocker_waive(request: HttpRequest, accession: str, number: int) -> HttpResponse:
    """Waive one blocker with a reason that the release prints; what else was typed stays."""
    version = version_or_404(request, accession, number)
    refuse_who_is_no_editor(request, version)
    blocker, typed = last(request.POST, "blocker"), read_typed(request.POST)
    reason = typed.waiver.get(blocker, "")
    try:
        waive(version=version, blocker=blocker, reason=reason, actor=signed_in(request))
    except DomainError as error:
        return refused_page(request, version, typed, error)
    messages.success(request, f"Waived: {BLOCKERS.label_of(blocker)}. The release prints why.")
    left = typed.without_waiver(blocker)
    if left != Typed():
        # A redirect would lose what is half written; sending this page again waives nothing more.
        return decide_page(request, version, left)
    return see_other("reviews:decide", accession, number, onto="#blockers")
