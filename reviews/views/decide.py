"""Deciding: A and B side by side, and the editor's decision on what they dispute."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from evidence.models import Version
from evidence.views.see_other import see_other
from ground.errors import Denied, DomainError
from reviews.actions.decide import decide as decide_action
from reviews.policies.duties import why_not_decide
from reviews.queries.footing import footing_of
from reviews.views.decide_page import decide_page, read_typed, refused_page
from reviews.views.loading import version_or_404
from reviews.views.resending import keeps_what_is_typed


@keeps_what_is_typed
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, accession: str, number: int) -> HttpResponse:
    """Show both recommendations to an editor; on POST decide a split round."""
    version = version_or_404(request, accession, number)
    refuse_who_is_no_editor(request, version)
    if request.method != "POST":
        return decide_page(request, version)
    typed = read_typed(request.POST)
    try:
        decision = decide_action(
            version=version,
            outcome=typed.outcome,
            reasons=dict(typed.reasons),
            actor=signed_in(request),
        )
    except DomainError as error:
        return refused_page(request, version, typed, error)
    return decided(request, version, decision.outcome)


def refuse_who_is_no_editor(request: HttpRequest, version: Version) -> None:
    """Raise Denied with its sentence for whoever is no editor: the item is known to exist."""
    if not signed_in(request).is_editor:
        sentence = why_not_decide(footing_of(signed_in(request), version))
        raise Denied(f"{sentence} Nothing was changed.")


def decided(request: HttpRequest, version: Version, outcome: str) -> HttpResponse:
    """Answer a decision that was made."""
    name = f"{version.item.accession}, version {version.number}"
    messages.success(request, f"{name}: {outcome}. Its author can read the reasons.")
    return see_other("reviews:queue")
