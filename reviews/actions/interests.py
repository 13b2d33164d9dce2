"""Declaring and waiving conflicts of interest."""

from typing import TYPE_CHECKING

from django.db import transaction

from evidence.models import Citation
from ground import clock, events
from ground.errors import Denied, Invalid, Problem
from reviews.enums import INTEREST_KINDS
from reviews.models import Interest

from .reasons import required_reason

if TYPE_CHECKING:
    from accounts.models import Person


@transaction.atomic
def declare_interest(
    *, citation: Citation, person: "Person", kind: str, detail: str = "", actor: "Person"
) -> Interest:
    """Record that `person` has an interest in a paper; one's own, or an editor's word for it."""
    if person.pk != actor.pk and not actor.is_editor:
        raise Denied("You declare your own interests; an editor may for others. Nothing was saved.")
    if kind not in INTEREST_KINDS.values:
        message = "Interest: author of the paper, same lab, or another."
        raise Invalid("The interest was not declared.", [Problem("kind", message)])
    # A recommendation being written on this paper at this moment waits for us, or we for it.
    Citation.objects.select_for_update().get(pk=citation.pk)
    interest, made = Interest.objects.get_or_create(
        person=person, citation=citation, kind=kind,
        defaults={"detail": detail.strip()[:1000], "declared_at": clock.now()},
    )  # fmt: skip
    if made:
        data = {"person": person.pk, "kind": kind}
        events.record(
            stream=f"citation:{citation.pk}", verb="declare interest", data=data, actor=actor
        )
    return interest


@transaction.atomic
def waive_interest(*, interest: Interest, reason: str, actor: "Person") -> Interest:
    """Let somebody with a declared interest judge after all; printed in the release."""
    interest = Interest.objects.select_for_update(of=("self",)).get(pk=interest.pk)
    if interest.waived_by_id is not None:
        return interest
    if not actor.is_editor or actor.pk == interest.person_id:
        raise Denied("Another person, an editor, waives an interest. Nothing was changed.")
    if interest.kind == "authorship":
        raise Denied("Authorship of the paper is never waived. Nothing was changed.")
    if Interest.objects.filter(
        citation=interest.citation_id, person=actor, waived_by=None
    ).exists():
        raise Denied("You have an interest in this paper yourself. Nothing was changed.")
    interest.why_waived = required_reason(reason, "The interest was not waived.")
    interest.waived_by = actor
    interest.save(update_fields=["waived_by", "why_waived"])
    data = {"person": interest.person_id, "kind": interest.kind, "reason": interest.why_waived}
    stream = f"citation:{interest.citation_id}"
    events.record(stream=stream, verb="waive interest", data=data, actor=actor)
    return interest
