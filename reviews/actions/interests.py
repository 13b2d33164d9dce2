"""Declaring and waiving conflicts of interest in a paper."""

from typing import TYPE_CHECKING

from django.db import transaction

from evidence.models import Citation
from evidence.policies.answers import LONGEST_TEXT, text_problem
from ground import clock, events
from ground.errors import Denied, Invalid, Problem
from reviews.enums import INTEREST_KINDS
from reviews.models import Interest
from reviews.policies.interests import why_not_settle
from reviews.queries.interests import has_interest, wrote_open

from .declaring import answer_about
from .reasons import required_reason
from .stepping_aside import locked_paper, step_aside

if TYPE_CHECKING:
    from accounts.models import Person

MISTAKEN = (
    "An editor found this claim of authorship mistaken. If you are an author after all, write to "
    "an editor, who may declare it for you. Nothing was saved."
)


@transaction.atomic
def declare_interest(
    *, citation: Citation, person: "Person", kind: str, detail: str = "", actor: "Person"
) -> Interest:
    """Record that `person` has an interest in a paper; one's own, or an editor's word for it.

    It bars from now on: seats the person holds in rounds in review are free again and what they
    recommended there is voided; items whose round has closed are flagged. An editor's word for
    somebody else's authorship confirms it. Declaring twice changes nothing more.
    """
    if person.pk != actor.pk:
        _refuse_settling(citation, person, actor, "Nothing was saved.")
    if problems := _problems(kind, detail):
        raise Invalid("The interest was not declared; what you wrote is kept.", problems)
    locked_paper(citation)
    interest, made = Interest.objects.get_or_create(
        person=person, citation=citation, kind=kind,
        defaults={
            "detail": detail.strip(), "declared_at": clock.now(), "confirmed": kind != "authorship",
        },
    )  # fmt: skip
    if made:
        if person.pk == actor.pk:
            said = f"{INTEREST_KINDS.label_of(kind)}: {interest.detail}".removesuffix(": ")
            answer_about(citation=citation, occasion="paper", interests=said, actor=actor)
        record(interest, "declare interest", actor)
    if kind == "authorship" and person.pk != actor.pk:
        confirm_locked(interest, actor)
    elif interest.refused_at is not None:
        raise Denied(MISTAKEN)
    if made or interest.bars:
        step_aside(citation=citation, person=person, actor=actor)
    return interest


def _problems(kind: str, detail: str) -> list[Problem]:
    if kind not in INTEREST_KINDS.values:
        return [Problem("kind", "Interest: author of the paper, same lab, or another.")]
    if message := text_problem("What it is", detail, LONGEST_TEXT):
        return [Problem("detail", message)]
    return []


def _refuse_settling(citation: Citation, person: "Person", actor: "Person", what: str) -> None:
    sentence = why_not_settle(
        is_editor=actor.is_editor,
        is_own=person.pk == actor.pk,
        bars=has_interest(actor, citation),
        wrote_open=wrote_open(actor, citation),
    )
    if sentence:
        raise Denied(f"{sentence} {what}")


def ready_to_settle(interest: Interest, actor: "Person", what: str) -> Interest:
    """Lock the paper of `interest` and return it as it is now, if the actor may settle it."""
    locked_paper(interest.citation)
    interest = Interest.objects.select_for_update(of=("self",)).get(pk=interest.pk)
    _refuse_settling(interest.citation, interest.person, actor, what)
    return interest


def confirm_locked(interest: Interest, actor: "Person", *, by_orcid: bool = False) -> None:
    """Confirm a claim of authorship whose paper is locked, by ORCID or by an editor's word."""
    if interest.confirmed:
        return
    interest.confirmed, interest.confirmed_by = True, None if by_orcid else actor
    interest.refused_by, interest.refused_at, interest.why_refused = None, None, ""
    interest.save()
    record(interest, "confirm authorship", actor, by="orcid" if by_orcid else "editor")


@transaction.atomic
def waive_interest(*, interest: Interest, reason: str, actor: "Person") -> Interest:
    """Let somebody with a declared interest judge after all; printed in the release."""
    interest = ready_to_settle(interest, actor, "Nothing was changed.")
    if interest.waived_by_id is not None:
        return interest
    if interest.kind == "authorship":
        raise Denied("Authorship of the paper is never waived. Nothing was changed.")
    interest.why_waived = required_reason(reason, "The interest was not waived.")
    interest.waived_by, interest.waived_at = actor, clock.now()
    interest.save(update_fields=["waived_by", "waived_at", "why_waived"])
    record(interest, "waive interest", actor, reason=interest.why_waived)
    return interest


def record(interest: Interest, verb: str, actor: "Person", **more: str) -> None:
    """Record what happened to an interest in its paper's stream."""
    data = {"person": interest.person_id, "kind": interest.kind} | more
    events.record(stream=f"citation:{interest.citation_id}", verb=verb, data=data, actor=actor)
