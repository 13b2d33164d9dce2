"""Revise in sets: the next drafts of many items, by the rule of the move `revise`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from evidence.content import Content
from evidence.documents import tidy
from evidence.models import Citation, Draft, Item, Version, VersionAuthor
from evidence.policies.answers import shape_problems
from ground import clock, events
from ground.errors import Denied, Invalid, Stale
from reviews.policies.duties import Footing, why_not_by, why_not_from

from .reasons import required_reason

if TYPE_CHECKING:
    from accounts.models import Person


@dataclass(frozen=True)
class Revision:
    """The next draft of a version's item: what it is to hold."""

    version: Version
    citation: Citation | None
    content: Content


@transaction.atomic
def revise_all(*, revisions: Sequence[Revision], reason: str, actor: "Person") -> list[Draft]:
    """Start the next draft of each version and return the drafts in order.

    Raises Denied or Stale where one may not be revised, also where the actor drafts it already;
    then none is started. `reason` is required where a version is accepted.
    """
    item_ids = {revision.version.item_id for revision in revisions}
    list(Item.objects.filter(pk__in=item_ids).order_by("pk").select_for_update())
    _refuse(revisions, item_ids, actor)
    statuses = {revision.version.standing.status for revision in revisions}
    if "accepted" in statuses:
        reason = required_reason(reason, "No revision was started.")
    now = clock.now()
    drafts = Draft.objects.bulk_create(
        Draft(
            item=revision.version.item,
            citation=revision.citation,
            content=tidy(revision.content),
            based_on=revision.version,
            saved_at=now,
        )
        for revision in revisions
    )
    authorship = Draft.authors.through
    authorship.objects.bulk_create(
        authorship(draft_id=draft.pk, person_id=actor.pk) for draft in drafts
    )
    said = {"reason": reason.strip()} if reason.strip() else {}
    streams = {
        f"item:{r.version.item.accession}": {"version": r.version.number, **said}
        for r in revisions
    }  # fmt: skip
    events.record_all(streams=streams, verb="revise", actor=actor)
    return drafts


def _refuse(revisions: Sequence[Revision], item_ids: set[int], actor: "Person") -> None:
    """Look again under the lock, and raise where a revision may not be started."""
    written = set(
        VersionAuthor.objects.filter(item__in=item_ids, person=actor)
        .values_list("item_id", flat=True)
    )  # fmt: skip
    drafted = set(
        Draft.objects.visible_to(actor).open().filter(item__in=item_ids)
        .values_list("item_id", flat=True)
    )  # fmt: skip
    now = dict(
        Version.objects.filter(pk__in=[revision.version.pk for revision in revisions])
        .values_list("pk", "standing__status")
    )  # fmt: skip
    for revision in revisions:
        version = revision.version
        status = now[version.pk]
        version.standing.status = status
        if sentence := why_not_from("revise", status):
            raise Stale(sentence, current=version)
        footing = Footing(
            roles=frozenset(actor.roles) if actor.is_active else frozenset(),
            is_author_of_item=version.item_id in written,
        )
        if sentence := why_not_by("revise", status, footing):
            raise Denied(f"{sentence} Nothing was changed.")
        if version.item_id in drafted:
            message = f"You began a draft of {version.item.accession} meanwhile. Nothing was saved."
            raise Stale(message, current=version)
        if problems := shape_problems(revision.content):
            raise Invalid("The drafts were not saved.", problems)
