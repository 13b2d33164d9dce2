"""Proposing a correction of accepted evidence, and answering the proposal."""

from typing import TYPE_CHECKING

from django.db import transaction

from evidence.content import Content
from evidence.documents import content_of, tidy
from evidence.models import Version
from evidence.policies.answers import shape_problems
from ground import clock, events
from ground.errors import Denied, Invalid, Missing, Stale
from reviews.models import ProposedCorrection
from reviews.policies.corrections import correction_problems
from reviews.policies.duties import why_not_decide
from reviews.queries.footing import footing_of

from .correct import correct
from .locking import ready_for
from .reasons import required_reason

if TYPE_CHECKING:
    from accounts.models import Person


@transaction.atomic
def propose_correction(
    *, version: Version, content: Content, reason: str, actor: "Person"
) -> ProposedCorrection:
    """Keep `content` as a correction of an accepted version until an editor answers; return it.

    Only what a correction may touch may differ. The actor's own open proposal is replaced, so
    proposing twice makes one.
    """
    version = ready_for("correct", version, actor)
    reason = required_reason(reason, "Nothing was proposed.")
    problems = shape_problems(content)
    content = content if problems else tidy(content)
    before = content_of(version.document, version.supplement)
    if problems := problems or correction_problems(before, content):
        raise Invalid("Nothing was proposed; what you wrote is kept.", problems)
    proposal, made = ProposedCorrection.objects.update_or_create(
        version=version,
        proposer=actor,
        answered_at=None,
        defaults={"content": content, "reason": reason, "proposed_at": clock.now()},
    )
    if made:
        _record(proposal, "propose correction", actor)
    return proposal


@transaction.atomic
def approve_correction(*, proposal: ProposedCorrection, actor: "Person") -> Version:
    """Let a proposal become the next accepted version, and return that version."""
    proposal = _locked(proposal)
    if proposal.became is not None:
        return proposal.became
    _refuse_answered(proposal)
    made = correct(
        version=proposal.version,
        content=proposal.content,
        reason=proposal.reason,
        proposer=proposal.proposer,
        actor=actor,
    )
    proposal.became, proposal.answered_by, proposal.answered_at = made, actor, clock.now()
    proposal.save(update_fields=["became", "answered_by", "answered_at"])
    return made


@transaction.atomic
def refuse_correction(
    *, proposal: ProposedCorrection, reason: str, actor: "Person"
) -> ProposedCorrection:
    """Turn a proposal down with a reason, and return it."""
    proposal = _locked(proposal)
    if proposal.why_refused:
        return proposal
    _refuse_answered(proposal)
    if proposal.proposer_id == actor.pk:
        raise Denied("Another person, an editor, answers your proposal. Nothing was changed.")
    if sentence := why_not_decide(footing_of(actor, proposal.version)):
        raise Denied(f"{sentence} Nothing was changed.")
    proposal.why_refused = required_reason(reason, "The proposal still waits.")
    proposal.answered_by, proposal.answered_at = actor, clock.now()
    proposal.save(update_fields=["why_refused", "answered_by", "answered_at"])
    _record(proposal, "refuse correction", actor)
    return proposal


def _locked(proposal: ProposedCorrection) -> ProposedCorrection:
    rows = ProposedCorrection.objects.select_for_update(of=("self",))
    found = rows.select_related("version__item", "version__round", "proposer", "became")
    proposal_now = found.filter(pk=proposal.pk).first()
    if proposal_now is None:
        raise Missing("There is no such proposal.")
    return proposal_now


def _refuse_answered(proposal: ProposedCorrection) -> None:
    if proposal.answered_at is not None:
        raise Stale(
            f"This proposal was answered already at {proposal.answered_at:%H:%M} UTC. Nothing was "
            "changed; open the item to see where it stands.",
            current=proposal,
        )


def _record(proposal: ProposedCorrection, verb: str, actor: "Person") -> None:
    version = proposal.version
    data = {"version": version.number, "proposal": proposal.pk}
    events.record(stream=f"item:{version.item.accession}", verb=verb, data=data, actor=actor)
