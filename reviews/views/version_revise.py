"""Beginning the next draft of an item."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from evidence.views.see_other import see_other
from ground.errors import Problem
from reviews.actions.revise import revise
from reviews.presenters.asking import Asking
from reviews.views.asking import asked
from reviews.views.loading import version_or_404
from reviews.views.resending import keeps_what_is_typed


@keeps_what_is_typed
@require_http_methods(["GET", "HEAD", "POST"])
def version_revise(request: HttpRequest, accession: str, number: int) -> HttpResponse:
    """Ask for the reason; on POST open the draft that begins where this version ended."""
    version = version_or_404(request, accession, number)
    is_accepted = version.standing.status == "accepted"

    def asking(problems: Sequence[Problem]) -> Asking:
        return Asking(
            move="revise",
            title="Revise this claim?",
            lede="A draft begins where this version ended, and you become its author. This version "
            + ("stays public meanwhile." if is_accepted else "stays as it is."),
            button="Begin the revision",
            done="",
            hint="figure 5 shows the same in a second cell line",
            reason_optional=not is_accepted,
        )

    def act(reason: str) -> HttpResponse:
        draft = revise(version=version, reason=reason, actor=signed_in(request))
        return see_other("evidence:draft-edit", draft.pk)

    return asked(request, version, asking, act)
