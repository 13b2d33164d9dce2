"""Correct, and accept as corrected: small changes that become the next accepted version."""

from typing import TYPE_CHECKING, Any

from django.db import transaction

from evidence.actions.versions import freeze_version, give_standing
from evidence.content import Content
from evidence.documents import content_of
from evidence.models import Draft, Version, VersionAuthor
from ground import clock, events
from ground.errors import Denied, Invalid, Problem
from reviews.models import Decision, Recommendation, Round, Waiver
from reviews.policies.corrections import correction_problems, suggested_content
from reviews.policies.duties import why_not_decide
from reviews.queries.footing import footing_of

from .declaring import refuse_undeclared
from .locking import ready_for
from .moving import blockers_of, publish, refuse_blocked, set_status
from .reasons import required_reason

if TYPE_CHECKING:
    from accounts.models import Person


@transaction.atomic
def correct(
    *, version: Version, content: Content, reason: str, proposer: "Person", actor: "Person"
) -> Version:
    """Make `content` the next accepted version, proposed by one person and approved by another.

    Only where in the paper, quote, notes and as-reported spelling may differ. `actor` is the
    editor who approves: a third person like every decider, and not the proposer.
    """
    version = ready_for("correct", version, proposer)
    if proposer.pk == actor.pk:
        raise Denied(
            "Another person, an editor, has to approve your correction. Nothing was changed."
        )
    if sentence := why_not_decide(footing_of(actor, version)):
        raise Denied(f"{sentence} Nothing was changed.")
    refuse_undeclared(actor, "Nothing was corrected.")
    reason = required_reason(reason, "Nothing was corrected.")
    before = content_of(version.document, version.supplement)
    if problems := correction_problems(before, content):
        raise Invalid("Nothing was corrected; what you wrote is kept.", problems)
    return _accepted_next(
        version, content, "correct", {"reason": reason}, authors=[proposer], actor=actor
    )


@transaction.atomic
def accept_as_corrected(
    *, version: Version, chosen: list[tuple[str, int]], actor: "Person"
) -> Version:
    """Accept exactly values that reviewers suggested, as the next version; return it.

    `chosen` names suggestions by recommendation id and place in its list. The authors of the
    version stay the authors; they may object for seven days.
    """
    version = ready_for("accept_as_corrected", version, actor)
    current = {str(r.pk): r for r in Recommendation.objects.filter(round=version.pk).current()}
    suggestions = [
        current[key].suggestions[place]
        for key, place in chosen
        if key in current and 0 <= place < len(current[key].suggestions)
    ]
    if not suggestions or len(suggestions) != len(chosen):
        message = "Choose at least one of the suggestions the reviewers made."
        raise Invalid("Nothing was accepted.", [Problem("chosen", message, "required")])
    refuse_blocked(version)
    content = suggested_content(content_of(version.document, version.supplement), suggestions)
    authors = [a.person for a in VersionAuthor.objects.filter(version=version)]
    return _accepted_next(version, content, "accept_as_corrected", {}, authors=authors, actor=actor)


def _accepted_next(
    version: Version,
    content: Content,
    move: str,
    data: dict[str, Any],
    *,
    authors: "list[Person]",
    actor: "Person",
) -> Version:
    """Freeze `content` as the next version of the item and accept it by `move`."""
    draft = Draft.objects.create(
        item=version.item,
        citation=version.citation,
        content=content,
        based_on=version,
        saved_at=clock.now(),
    )
    draft.authors.set(authors)
    successor = freeze_version(draft=draft, actor=actor)
    return accept_successor(version, successor, move, data, actor=actor)


def accept_successor(
    version: Version, successor: Version, move: str, data: dict[str, Any], *, actor: "Person"
) -> Version:
    """Accept the frozen `successor` of `version` by `move`, and return it.

    The caller holds the item's lock and has asked who may.
    """
    now = clock.now()
    Round.objects.create(
        version=successor,
        seats_wanted=version.round.seats_wanted,
        authors_interests=version.round.authors_interests,
        opened_at=now,
        closed_at=now,
    )
    if move == "correct" and (found := blockers_of(successor)):
        # What was waived for the corrected version stays waived for its correction.
        _carry_waivers(version, successor, {blocker.name for blocker in found})
    Decision.objects.create(
        round_id=successor.pk, move=move, outcome="accepted", reasons=data, decider=actor,
        made_at=now,
    )  # fmt: skip
    if version.standing.status != "accepted":
        _step_aside(version, successor, actor)
    publish(version=successor, is_correction=move == "correct", actor=actor)
    set_status(version=successor, move=move, status="accepted", data=data, actor=actor)
    return successor


def _carry_waivers(version: Version, successor: Version, names: set[str]) -> None:
    Waiver.objects.bulk_create(
        Waiver(
            version=successor, blocker=waiver.blocker, about=waiver.about, reason=waiver.reason,
            person=waiver.person, made_at=waiver.made_at,
        )
        for waiver in Waiver.objects.filter(version=version, blocker__in=names)
    )  # fmt: skip


def _step_aside(version: Version, successor: Version, actor: "Person") -> None:
    """Close the judged version: it lives on, corrected, in its successor."""
    Round.objects.filter(pk=version.pk).update(reconciling_until=None)
    give_standing(version=version, status="superseded")
    events.record(
        stream=f"item:{version.item.accession}",
        verb="supersede",
        data={"version": version.number, "status": "superseded", "by": successor.number},
        actor=actor,
    )
