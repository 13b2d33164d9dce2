"""A term is not used any more: the revision of every accepted claim that names it, in one step."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from evidence.columns import COLUMNS
from evidence.content import Content
from evidence.documents import content_of
from evidence.models import Draft, Term, Version
from evidence.names import fold
from evidence.policies.vocabulary import why_not_mind
from ground.errors import Denied, DomainError, Stale
from reviews.policies.duties import interest_sentence
from reviews.policies.submission import NO_INTERESTS
from reviews.queries.footings import footings_of
from reviews.queries.replacing import Affected, affected_by

from .declaring import refuse_undeclared
from .revise import revise
from .submit import submit

if TYPE_CHECKING:
    from accounts.models import Person

MOST_AT_ONCE = 100


@dataclass(frozen=True)
class Proposal:
    """What became of one accepted claim: `made` is the version now in review, or `why_not` says
    what kept it; `draft` is what was begun and can be gone on with."""

    version: Version
    made: Version | None = None
    why_not: str = ""
    draft: Draft | None = None


def propose_replacement(*, term: Term, actor: "Person") -> list[Proposal]:
    """Propose, for every accepted claim that names the obsolete `term`, a revision that names the
    term it was replaced by; return what became of each.

    Each revision is a version in review like any other, with the actor among the item's authors.
    A claim that cannot be revised now is passed over with its sentence. A claim whose revision is
    in review is left alone, so asking twice proposes once. At most a hundred at a time.
    """
    if sentence := why_not_mind(actor.roles if actor.is_active else ()):
        raise Denied(sentence)
    refuse_undeclared(actor, "No revision was proposed.")
    if term.status != "obsolete" or term.replaced_by is None:
        raise Denied(
            f"“{term.label}” is replaced by no term, so there is nothing to put in its place. No "
            "revision was proposed. Say first which term replaces it."
        )
    claims = affected_by(term, actor)
    footings = footings_of(actor, [claim.version for claim in claims])
    interests = {key: footing.interest for key, footing in footings.items()}
    passed_over = [
        Proposal(claim.version, why_not=claim.waits, draft=claim.draft)
        for claim in claims
        if not claim.is_open
    ]
    open_ones = [claim for claim in claims if claim.is_open][:MOST_AT_ONCE]
    made = [
        _proposed(claim, term, term.replaced_by, interests[claim.version.pk], actor)
        for claim in open_ones
    ]
    return sorted([*made, *passed_over], key=lambda one: one.version.item.number)


def _proposed(claim: Affected, old: Term, new: Term, interest: str, actor: "Person") -> Proposal:
    """Revise and submit one claim; what is refused at submission is kept as a draft."""
    version = claim.version
    if interest:
        return Proposal(version, why_not=f"{interest_sentence(interest)} Nothing was proposed.")
    draft = None
    try:
        draft = _draft(version, old, new, actor)
        made = submit(
            draft=draft, revision=draft.revision, interests=NO_INTERESTS,
            why_separate=version.round.why_separate, actor=actor,
        )  # fmt: skip
    except DomainError as error:
        return Proposal(version, why_not=error.words, draft=draft)
    return Proposal(version, made=made)


@transaction.atomic
def _draft(version: Version, old: Term, new: Term, actor: "Person") -> Draft:
    reason = f"“{old.label}” is not used any more; “{new.label}” replaced it."
    before = content_of(version.document, version.supplement)
    content = replaced(before, old.vocabulary, _names(old), new.label)
    draft = revise(version=version, reason=reason, content=content, actor=actor)
    if draft.content != content:
        message = "You began a draft of it meanwhile. Put the new term in there and submit it."
        raise Stale(message, current=draft)
    return draft


def _names(term: Term) -> set[str]:
    return {name.key for name in term.names.all()} | {fold(term.label)}


def replaced(content: Content, vocabulary: str, names: Collection[str], label: str) -> Content:
    """Return `content` with `label` wherever it has one of `names` (folded) of `vocabulary`.

    A row that says the same as another afterwards is there once.
    """
    changed = dict(content)
    for column in COLUMNS:
        value = content.get(column.name)
        if column.vocabulary != vocabulary or not isinstance(value, list):
            continue
        entries = [
            entry | {"name": label} if fold(str(entry.get("name", ""))) in names else entry
            for entry in value
        ]
        changed[column.name] = [e for place, e in enumerate(entries) if e not in entries[:place]]
    return changed
