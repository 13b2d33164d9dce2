"""Starting and saving drafts in sets: the rules of `drafts`, in as many queries as for one."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Max

from evidence.content import Content
from evidence.documents import tidy
from evidence.documents.normal import Tidied
from evidence.models import Citation, Draft, Item
from evidence.policies.answers import shape_problems
from evidence.policies.drafts import (
    why_not_edit,
    why_not_enter,
    why_not_enter_for,
    why_not_set_reviewers,
)
from ground import clock, events
from ground.copying import copy_in, copy_rows
from ground.errors import Denied, Invalid, Stale

if TYPE_CHECKING:
    from accounts.models import Person


@dataclass(frozen=True)
class NewClaim:
    """A claim to be started; `curator` is whom it is entered for, None for the actor alone."""

    citation: Citation | None
    content: Content
    curator: "Person | None" = None


@dataclass(frozen=True)
class Saving:
    """What a draft, read at `revision`, is to hold."""

    draft: Draft
    citation: Citation | None
    content: Content
    revision: int


@transaction.atomic
def start_drafts(*, claims: Sequence[NewClaim], actor: "Person") -> list[Draft]:
    """Make a new item and its first draft for each of `claims`, and return the drafts in order.

    Who enters for a curator is author with them: neither may review the claim. Raises Denied and
    Invalid as `start_draft` does; then nothing is made at all.
    """
    _refuse(claims, actor)
    first = _next_number()
    items = copy_in([Item(number=first + at, created_by=actor) for at in range(len(claims))])
    now, tidied = clock.now(), Tidied()
    drafts = [
        Draft(item=item, citation=claim.citation, content=tidy(claim.content, tidied), saved_at=now)
        for item, claim in zip(items, claims, strict=True)
    ]
    copy_in(drafts)
    authorships = (
        (draft.pk, person_id)
        for draft, claim in zip(drafts, claims, strict=True)
        for person_id in sorted({actor.pk, (claim.curator or actor).pk})
    )
    copy_rows(Draft.authors.through, ("draft_id", "person_id"), authorships)
    streams: dict[str, dict[str, object]] = {f"item:{item.accession}": {} for item in items}
    events.record_firsts(streams=streams, verb="create", actor=actor)
    return drafts


def _refuse(claims: Sequence[NewClaim], actor: "Person") -> None:
    """Refuse what may not be entered; a value that many contents share is looked at once."""
    looked_at: set[tuple[str, int]] = set()
    for claim in claims:
        curator = claim.curator
        sentence = why_not_enter_for(actor, curator) if curator else why_not_enter(actor)
        if sentence:
            raise Denied(sentence)
        places = {(name, id(value)): name for name, value in claim.content.items()}
        fresh = {
            name: claim.content[name] for place, name in places.items() if place not in looked_at
        }
        looked_at.update(places)
        if problems := shape_problems(fresh):
            raise Invalid("The drafts were not saved.", problems)


def _next_number() -> int:
    """Return the next accession number; two at once wait for each other, so none is skipped."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('accession', 0))")
    return (Item.objects.aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def save_drafts(*, savings: Sequence[Saving], actor: "Person") -> list[Draft]:
    """Store each content in its draft and return the drafts with their new revisions.

    Raises Denied where one is not the actor's to edit, Invalid for what cannot be stored, Stale
    where one was saved since it was read; then none is changed.
    """
    keys = [saving.draft.pk for saving in savings]
    locked = Draft.objects.select_for_update(of=("self",)).order_by("pk").in_bulk(keys)
    own = _own(keys, actor)
    now = clock.now()
    for saving in savings:
        draft = locked[saving.draft.pk]
        if sentence := why_not_edit(draft, is_author=draft.pk in own):
            raise Denied(sentence)
        if problems := shape_problems(saving.content):
            raise Invalid("The drafts were not saved.", problems)
        if draft.revision != saving.revision:
            message = (
                f"The draft of {saving.draft.item.accession} was saved again meanwhile. Nothing "
                "was changed; look at it once more."
            )
            raise Stale(message, current=draft)
        draft.content, draft.citation = tidy(saving.content), saving.citation
        draft.revision += 1
        draft.saved_at = now
    drafts = [locked[key] for key in keys]
    Draft.objects.bulk_update(drafts, ["content", "citation", "revision", "saved_at"])
    return drafts


@transaction.atomic
def enter_for(*, pairs: Sequence[tuple[Draft, "Person"]], actor: "Person") -> None:
    """Make each curator author of the draft beside them: none of them may review that claim.

    Raises Denied where the actor may not enter for one of them, or a draft is not the actor's.
    """
    keys = {draft.pk for draft, _ in pairs}
    if keys != _own(keys, actor):
        raise Denied("Only its authors name further authors of a draft. Nothing was saved.")
    for _, curator in pairs:
        if sentence := why_not_enter_for(actor, curator):
            raise Denied(sentence)
    authorship = Draft.authors.through
    authorship.objects.bulk_create(
        (authorship(draft_id=draft.pk, person_id=curator.pk) for draft, curator in pairs),
        ignore_conflicts=True,
    )


@transaction.atomic
def want_reviewers(*, wanted: Mapping[int, Sequence[Draft]], actor: "Person") -> None:
    """Set how many reviewers the rounds of these drafts will want, by that number."""
    if sentence := why_not_set_reviewers(actor):
        raise Denied(sentence)
    for number, drafts in wanted.items():
        own = _own([draft.pk for draft in drafts], actor)
        Draft.objects.open().filter(pk__in=own).update(reviewers=number)
        for draft in drafts:
            draft.reviewers = number


@transaction.atomic
def withdraw_drafts(*, drafts: Sequence[Draft], why: str, actor: "Person") -> int:
    """Close those of `drafts` that are open, all of them the actor's, and return how many.

    What they hold stays readable to their authors.
    """
    own = _own([draft.pk for draft in drafts], actor)
    items = {draft.item_id for draft in drafts if draft.pk in own}
    list(Item.objects.filter(pk__in=items).order_by("pk").select_for_update())
    locked = list(
        Draft.objects.open()
        .filter(pk__in=own)
        .select_related("item")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    Draft.objects.filter(pk__in=[draft.pk for draft in locked]).update(
        closed_at=clock.now(), why_withdrawn=why
    )
    streams: dict[str, dict[str, object]] = {f"item:{d.item.accession}": {} for d in locked}
    events.record_all(streams=streams, verb="withdraw draft", actor=actor)
    return len(locked)


def _own(keys: Collection[uuid.UUID], actor: "Person") -> set[uuid.UUID]:
    """Return which of these drafts are the actor's: what `visible_to` says, asked of many."""
    authorship = Draft.authors.through.objects.filter(person_id=actor.pk, draft_id__in=keys)
    return set(authorship.values_list("draft_id", flat=True))
