"""Letting another curator go on."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from evidence.forms.claims import last
from ground.errors import Invalid, Problem
from reviews.actions.revise import hand_over
from reviews.presenters.asking import Asking, plain_field
from reviews.queries.people import curators
from reviews.views.asking import asked
from reviews.views.loading import version_or_404
from reviews.views.resending import keeps_what_is_typed


@keeps_what_is_typed
@require_http_methods(["GET", "HEAD", "POST"])
def version_hand_over(request: HttpRequest, accession: str, number: int) -> HttpResponse:
    """Ask for the curator; on POST let them revise the returned version."""
    version = version_or_404(request, accession, number)
    typed = last(request.POST, "to")
    people = (
        {person.username: person for person in curators()} if signed_in(request).is_editor else {}
    )

    def asking(problems: Sequence[Problem]) -> Asking:
        options = [(name, str(person), name == typed) for name, person in people.items()]
        return Asking(
            move="hand_over",
            title="Hand this claim over?",
            lede="Another curator goes on with it. Both count as its authors.",
            button="Hand it over",
            done=f"{accession} was handed over; the draft is among their drafts.",
            hint="the author has left the group",
            fields=[
                plain_field(
                    "to", "The curator who goes on", problems=problems,
                    choices=[("", "choose …", not typed), *options],
                )
            ],
        )  # fmt: skip

    def act(reason: str) -> None:
        if typed not in people:
            message = "The curator who goes on: choose one of the list."
            raise Invalid("Nothing was handed over.", [Problem("to", message, "required")])
        hand_over(version=version, to=people[typed], reason=reason, actor=signed_in(request))

    return asked(request, version, asking, act)
