"""Letting one reviewer be enough."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from ground.errors import Problem
from reviews.actions.recommend import fewer_seats
from reviews.presenters.asking import Asking
from reviews.views.asking import asked
from reviews.views.loading import version_or_404
from reviews.views.resending import keeps_what_is_typed


@keeps_what_is_typed
@require_http_methods(["GET", "HEAD", "POST"])
def version_fewer_seats(request: HttpRequest, accession: str, number: int) -> HttpResponse:
    """Ask for the reason; on POST lower the round to one seat."""
    version = version_or_404(request, accession, number)

    def asking(problems: Sequence[Problem]) -> Asking:
        return Asking(
            move="fewer_seats",
            title="Is one seat enough?",
            lede="The round closes with one recommendation: now, if one was delivered, or as soon "
            "as one is. Which of the two is told to nobody. The reason is printed in the release.",
            button="Lower it to one seat",
            done=f"{accession}, version {number}: one seat is enough now.",
            hint="nobody else here reads Mandarin",
        )

    def act(reason: str) -> None:
        fewer_seats(version=version, reason=reason, actor=signed_in(request))

    return asked(request, version, asking, act)
