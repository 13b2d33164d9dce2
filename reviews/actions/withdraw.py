"""Withdraw: an author takes a draft or a version back."""

from typing import TYPE_CHECKING

from django.db import transaction

from evidence.models import Draft, Version
from evidence.policies.drafts import why_not_edit
from ground import clock, events
from ground.errors import Denied
from reviews.models import Round

from .locking import ready_for
from .moving import set_status
from .reasons import required_reason

if TYPE_CHECKING:
    from accounts.models import Person


@transaction.atomic
def withdraw_draft(*, draft: Draft, reason: str, actor: "Person") -> Draft:
    """Close `draft` for good with a reason and return it; what was typed stays readable."""
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    is_author = draft.authors.filter(pk=actor.pk).exists()
    if sentence := why_not_edit(draft, is_author=is_author):
        raise Denied(sentence)
    draft.why_withdrawn = required_reason(reason, "The draft was not withdrawn.")
    draft.closed_at = clock.now()
    draft.save(update_fields=["closed_at", "why_withdrawn"])
    events.record(stream=f"item:{draft.item.accession}", verb="withdraw draft", actor=actor)
    return draft


@transaction.atomic
def withdraw(*, version: Version, reason: str, actor: "Person") -> Version:
    """Take a submitted version back; what reviewers said of it stays sealed for ever."""
    version = ready_for("withdraw", version, actor)
    reason = required_reason(reason, "The version was not withdrawn.")
    Round.objects.filter(pk=version.pk, closed_at=None).update(closed_at=clock.now())
    set_status(
        version=version, move="withdraw", status="withdrawn", data={"reason": reason}, actor=actor
    )
    return version
