"""Taking a submitted version back."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from ground.errors import Problem
from reviews.actions.withdraw import withdraw
from reviews.presenters.asking import Asking
from reviews.views.asking import asked
from reviews.views.loading import version_or_404
from reviews.views.resending import keeps_what_is_typed


@keeps_what_is_typed
@require_http_methods(["GET", "HEAD", "POST"])
def version_withdraw(request: HttpRequest, accession: str, number: int) -> HttpResponse:
    """Ask for the reason; on POST withdraw the version."""
    version = version_or_404(request, accession, number)

    def asking(problems: Sequence[Problem]) -> Asking:
        return Asking(
            move="withdraw",
            title="Withdraw this version?",
            lede="Its round ends. What reviewers have said of it stays sealed for ever; the item "
            "can be revised later.",
            button="Withdraw the version",
            done=f"{accession}, version {number}, was withdrawn.",
            hint="the figure was misread",
            kind="danger",
        )

    def act(reason: str) -> None:
        withdraw(version=version, reason=reason, actor=signed_in(request))

    return asked(request, version, asking, act)
