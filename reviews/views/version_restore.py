"""Beginning a draft from what was retired."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from evidence.views.see_other import see_other
from ground.errors import Problem
from reviews.actions.revise import restore
from reviews.presenters.asking import Asking
from reviews.views.asking import asked
from reviews.views.loading import version_or_404
from reviews.views.resending import keeps_what_is_typed


@keeps_what_is_typed
@require_http_methods(["GET", "HEAD", "POST"])
def version_restore(request: HttpRequest, accession: str, number: int) -> HttpResponse:
    """Ask for the reason; on POST open a draft from the retired version."""
    version = version_or_404(request, accession, number)

    def asking(problems: Sequence[Problem]) -> Asking:
        return Asking(
            move="restore",
            title="Restore this claim?",
            lede="A draft begins from what was retired. It counts again once it has been reviewed.",
            button="Begin the draft",
            done="",
            hint="the retraction was withdrawn",
        )

    def act(reason: str) -> HttpResponse:
        draft = restore(version=version, reason=reason, actor=signed_in(request))
        return see_other("evidence:draft-edit", draft.pk)

    return asked(request, version, asking, act)
