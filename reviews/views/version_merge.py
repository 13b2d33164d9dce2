"""Merging an accepted item into another."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from evidence.forms.claims import last
from evidence.queries.items import item_by
from ground.errors import Invalid, Problem
from reviews.actions.retire import merge
from reviews.presenters.asking import Asking, plain_field
from reviews.views.asking import asked
from reviews.views.loading import version_or_404
from reviews.views.resending import keeps_what_is_typed


@keeps_what_is_typed
@require_http_methods(["GET", "HEAD", "POST"])
def version_merge(request: HttpRequest, accession: str, number: int) -> HttpResponse:
    """Ask for the item that stays; on POST merge into it."""
    version = version_or_404(request, accession, number)
    typed = last(request.POST, "into").strip().upper()

    def asking(problems: Sequence[Problem]) -> Asking:
        return Asking(
            move="merge",
            title="Merge this claim into another?",
            lede="This accession leads to the other item for ever, and only that one counts.",
            button="Merge them",
            done=f"{accession} was merged into {typed}.",
            hint="the same experiment, entered twice",
            kind="danger",
            fields=[
                plain_field(
                    "into", "The item that stays", value=typed, example="EVD-000012",
                    problems=problems,
                )
            ],
        )  # fmt: skip

    def act(reason: str) -> None:
        into = item_by(typed, signed_in(request))
        if into is None:
            message = f"The item that stays: there is no “{typed[:40]}”. Write it like EVD-000012."
            raise Invalid("The items were not merged.", [Problem("into", message)])
        merge(version=version, into=into, reason=reason, actor=signed_in(request))

    return asked(request, version, asking, act)
