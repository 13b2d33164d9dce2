"""Authorship of a paper: claimed by its author, confirmed by ORCID or by an editor."""

from typing import TYPE_CHECKING

from django.db import transaction

from evidence.models import Citation
from ground import clock
from ground.errors import Invalid, Problem, Stale
from reviews.models import Interest
from reviews.policies.interests import names_of, orcid_at, place_of

from .interests import confirm_locked, declare_interest, ready_to_settle, record
from .reasons import required_reason
from .telling import tell_of_claim

if TYPE_CHECKING:
    from accounts.models import Person

LEFT = "The claim waits as before."


@transaction.atomic
def claim_authorship(
    *, citation: Citation, place: int | None, name: str = "", words: str = "", actor: "Person"
) -> Interest:
    """Say that the actor is an author of a paper; return the interest.

    `place` is the actor's in the list of authors, `name` what the page showed there. None says
    that the list lacks them, and `words` why. It bars from judging at once. Where the paper and
    the actor have the same verified ORCID iD it is confirmed at once, else an editor confirms.
    """
    names, orcid = names_of(citation.csl), actor.verified_orcid
    if place is None:
        why = required_reason(
            words, "Nothing was claimed.", field="words", label="Why your name is not listed"
        )
        detail, place = f"not listed: {why}", place_of(citation.csl, orcid)
    elif place < 0 or place >= len(names):
        message = "Name: choose yours from the list, or say that it is not listed."
        raise Invalid("Nothing was claimed.", [Problem("place", message, "required")])
    elif name and names[place] != name:
        raise Stale(
            f"The list of authors changed since you opened the page: “{names[place]}” stands "
            "there now. Nothing was claimed; choose your name again.",
            current=citation,
        )
    else:
        detail = names[place]
    interest = declare_interest(
        citation=citation, person=actor, kind="authorship", detail=detail, actor=actor
    )
    if place is not None and orcid and orcid_at(citation.csl, place) == orcid:
        confirm_locked(interest, actor, by_orcid=True)
    if not interest.confirmed:
        tell_of_claim(claim=interest)
    return interest


@transaction.atomic
def confirm_authorship(*, interest: Interest, actor: "Person") -> Interest:
    """Say as an editor that a claim of authorship is true; return it. Twice changes nothing."""
    interest = ready_to_settle(interest, actor, LEFT)
    if interest.kind != "authorship":
        raise Invalid("Only a claim of authorship is confirmed. Nothing was changed.")
    if interest.refused_at is not None:
        raise Stale(
            "Another editor found this claim mistaken meanwhile. Nothing was changed.",
            current=interest,
        )
    confirm_locked(interest, actor)
    return interest


@transaction.atomic
def refuse_authorship(*, interest: Interest, reason: str, actor: "Person") -> Interest:
    """Say as an editor that a claim of authorship is mistaken; it bars no longer.

    What was voided stays voided: its writer may take the seat again while it is free.
    """
    interest = ready_to_settle(interest, actor, LEFT)
    if interest.refused_at is not None:
        return interest
    if interest.kind != "authorship" or interest.confirmed:
        raise Stale(
            "This is no claim that waits: it was confirmed meanwhile, or is another interest. "
            "Nothing was changed.",
            current=interest,
        )
    interest.why_refused = required_reason(reason, LEFT)
    interest.refused_by, interest.refused_at = actor, clock.now()
    interest.save(update_fields=["refused_by", "refused_at", "why_refused"])
    record(interest, "refuse authorship", actor, reason=interest.why_refused)
    return interest
