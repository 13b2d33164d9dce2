"""Calling what the reviewers agreed into question."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from ground.errors import Problem
from reviews.actions.decide import contest
from reviews.presenters.asking import Asking
from reviews.views.asking import asked
from reviews.views.loading import version_or_404
from reviews.views.resending import keeps_what_is_typed


@keeps_what_is_typed
@require_http_methods(["GET", "HEAD", "POST"])
def version_contest(request: HttpRequest, accession: str, number: int) -> HttpResponse:
    """Ask for the reason; on POST let the version be split."""
    version = version_or_404(request, accession, number)

    def asking(problems: Sequence[Problem]) -> Asking:
        return Asking(
            move="contest",
            title="Contest what the reviewers agreed?",
            lede="The version is split then, and an editor decides with reasons.",
            button="Contest it",
            done=f"{accession}, version {number}, is split now and waits for a decision.",
            hint="both read the abstract only, and figure 3 says otherwise",
        )

    def act(reason: str) -> None:
        contest(version=version, reason=reason, actor=signed_in(request))

    return asked(request, version, asking, act)
