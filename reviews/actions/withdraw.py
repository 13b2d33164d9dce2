"""Withdraw: an author takes a draft back."""

from typing import TYPE_CHECKING

from django.db import transaction

from evidence.models import Draft
from evidence.policies.answers import LONGEST_TEXT, text_problem
from evidence.policies.drafts import why_not_edit
from ground import clock, events
from ground.errors import Denied, Invalid, Problem

if TYPE_CHECKING:
    from accounts.models import Person


@transaction.atomic
def withdraw_draft(*, draft: Draft, reason: str, actor: "Person") -> Draft:
    """Close `draft` for good with a reason and return it; what was typed stays readable."""
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    is_author = draft.authors.filter(pk=actor.pk).exists()
    if sentence := why_not_edit(draft, is_author=is_author):
        raise Denied(sentence)
    message = text_problem("Reason", reason, LONGEST_TEXT)
    if not reason.strip():
        message = "Say in a few words why the draft is withdrawn. It was not withdrawn."
    if message:
        raise Invalid(message, [Problem("reason", message, "required")])
    draft.closed_at, draft.why_withdrawn = clock.now(), reason.strip()
    draft.save(update_fields=["closed_at", "why_withdrawn"])
    events.record(stream=f"item:{draft.item.accession}", verb="withdraw draft", actor=actor)
    return draft
