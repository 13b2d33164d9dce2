"""Confirm, contest, decide: an editor who is a third person brings a round to its end."""

from typing import TYPE_CHECKING

from django.db import transaction

from evidence.models import Version
from ground import clock, events
from ground.errors import Denied, Invalid, Stale
from reviews.models import Decision, Recommendation, Round, Waiver
from reviews.policies.consensus import disputed_sections
from reviews.policies.duties import why_not_decide, why_not_from
from reviews.policies.judgements import decision_problems
from reviews.policies.reconciling import wait_sentence
from reviews.queries.footing import footing_of
from reviews.workflow import OUTCOME_OF

from .locking import locked_version, ready_for
from .moving import blockers_of, publish, refuse_blocked, set_status
from .reasons import required_reason

if TYPE_CHECKING:
    from accounts.models import Person


@transaction.atomic
def confirm(*, version: Version, expected: str = "", actor: "Person") -> Decision:
    """Let an agreed version become what its reviewers agreed; return the decision.

    `expected` is the outcome the page showed; where the reviewers' agreement is another by now
    the editor is asked to look again. Confirming twice returns the first decision.
    """
    if done := _already(version, "confirm", actor):
        return done
    version = ready_for("confirm", version, actor)
    current = list(Recommendation.objects.filter(round=version.pk).current())
    outcome = OUTCOME_OF[current[0].verdict]
    if expected and expected != outcome:
        raise Stale(
            f"The reviewers agree on {outcome} by now, not on {expected}. Nothing was changed; "
            "look at their reasons once more.",
            current=version,
        )
    return _decided(version=version, move="confirm", outcome=outcome, reasons={}, actor=actor)


@transaction.atomic
def decide(*, version: Version, outcome: str, reasons: dict[str, str], actor: "Person") -> Decision:
    """Decide a split round; return the decision.

    `reasons` maps each disputed section, or "whole" where none is disputed, to a sentence.
    Deciding the same twice returns the first decision.
    """
    if (done := _already(version, "decide", actor)) and done.outcome == outcome:
        return done
    version = ready_for("decide", version, actor)
    current = list(Recommendation.objects.filter(round=version.pk).current())
    if problems := decision_problems(outcome, reasons, disputed_sections(current)):
        raise Invalid("Nothing was decided; what you wrote is kept.", problems)
    kept = {name: str(text).strip() for name, text in reasons.items() if str(text).strip()}
    return _decided(version=version, move="decide", outcome=outcome, reasons=kept, actor=actor)


def _already(version: Version, move: str, actor: "Person") -> Decision | None:
    """Return the actor's own decision by `move`, if it is there: a double click is harmless."""
    locked_version(version)
    return Decision.objects.filter(round=version.pk, move=move, decider=actor).first()


def _decided(
    *, version: Version, move: str, outcome: str, reasons: dict[str, str], actor: "Person"
) -> Decision:
    if outcome == "accepted":
        refuse_blocked(version)
    decision = Decision.objects.create(
        round=version.round,
        move=move,
        outcome=outcome,
        reasons=reasons,
        decider=actor,
        made_at=clock.now(),
    )
    if outcome == "accepted":
        publish(version=version, actor=actor)
    set_status(version=version, move=move, status=outcome, actor=actor)
    return decision


@transaction.atomic
def contest(*, version: Version, reason: str, actor: "Person") -> Version:
    """Call what the reviewers agreed into question: the version is split, for a decider."""
    version = ready_for("contest", version, actor)
    reason = required_reason(reason, "The agreement was not contested.")
    Round.objects.filter(pk=version.pk).update(reconciling_until=None)
    set_status(
        version=version, move="contest", status="split", data={"reason": reason}, actor=actor
    )
    return version


@transaction.atomic
def waive(*, version: Version, blocker: str, reason: str, actor: "Person") -> Waiver:
    """Set one blocker of `version` aside with a reason that the release prints.

    Whoever may decide may waive. Raises Denied for a blocker that is never waived or not there.
    """
    version = locked_version(version)
    about = version.citation.status if blocker == "publication_status" else ""
    done = Waiver.objects.filter(version=version, blocker=blocker, about=about).first()
    if done:
        return done
    if sentence := why_not_decide(footing_of(actor, version)):
        raise Denied(f"{sentence} Nothing was waived.")
    # Before the round closes, whether a blocker is there would tell what reviewers have read.
    # What was found out after acceptance, a retraction above all, is waived later.
    is_accepted = version.standing.status == "accepted"
    sentence = why_not_from("accept_as_corrected", version.standing.status)
    if sentence and not is_accepted:
        raise Stale(sentence, current=version)
    until = version.round.reconciling_until
    if until and version.round.is_reconciling(clock.now()):
        raise Denied(wait_sentence(until))
    found = next((b for b in blockers_of(version) if b.name == blocker), None)
    if found is None:
        raise Denied("That does not stand in the way of this version. Nothing was waived.")
    if not found.is_waivable:
        raise Denied(f"{found.sentence} This is never waived. Nothing was changed.")
    waiver = Waiver.objects.create(
        version=version, blocker=blocker, about=about, person=actor, made_at=clock.now(),
        reason=required_reason(reason, "Nothing was waived."),
    )  # fmt: skip
    data = {"version": version.number, "blocker": blocker, "reason": waiver.reason}
    events.record(stream=f"item:{version.item.accession}", verb="waive", data=data, actor=actor)
    return waiver
