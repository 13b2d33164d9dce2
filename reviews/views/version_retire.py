"""Retiring accepted evidence."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from ground.errors import Problem
from reviews.actions.retire import retire
from reviews.presenters.asking import Asking
from reviews.views.asking import asked
from reviews.views.loading import version_or_404
from reviews.views.resending import keeps_what_is_typed


@keeps_what_is_typed
@require_http_methods(["GET", "HEAD", "POST"])
def version_retire(request: HttpRequest, accession: str, number: int) -> HttpResponse:
    """Ask for the reason; on POST retire the version."""
    version = version_or_404(request, accession, number)

    def asking(problems: Sequence[Problem]) -> Asking:
        return Asking(
            move="retire",
            title="Retire this claim?",
            lede="It is no longer held. Its accession stays and says why.",
            button="Retire the claim",
            done=f"{accession} was retired.",
            hint="the paper was retracted",
            kind="danger",
        )

    def act(reason: str) -> None:
        retire(version=version, reason=reason, actor=signed_in(request))

    return asked(request, version, asking, act)
