"""Revise and hand over: what is known goes on as a new draft."""

from typing import TYPE_CHECKING

from django.db import transaction

from evidence.content import Content
from evidence.documents import content_of
from evidence.models import Draft, Item, Version, VersionAuthor
from ground import clock, events
from ground.errors import Denied, Stale
from reviews.policies.duties import why_not_from

from .locking import ready_for
from .reasons import required_reason

if TYPE_CHECKING:
    from accounts.models import Person


@transaction.atomic
def revise(
    *, version: Version, reason: str = "", content: Content | None = None, actor: "Person"
) -> Draft:
    """Start the next draft of an item from `version`, and return it.

    `content` replaces what the version says (suggestions applied by one click); without it the
    draft starts equal. The actor's own open draft of the item is returned where there is one, so
    asking twice makes one draft. Whoever drafts becomes an author of what they submit.
    """
    version = ready_for("revise", version, actor)
    if version.standing.status == "accepted":
        reason = required_reason(reason, "No revision was started.")
    return _next_draft(version, "revise", reason, content, actor)


def _next_draft(
    version: Version, verb: str, reason: str, content: Content | None, actor: "Person"
) -> Draft:
    open_draft = Draft.objects.filter(item=version.item_id, closed_at=None, authors=actor).first()
    if open_draft:
        return open_draft
    draft = Draft.objects.create(
        item=version.item,
        citation=version.citation,
        content=content or content_of(version.document, version.supplement),
        based_on=version,
        saved_at=clock.now(),
    )
    draft.authors.add(actor)
    data = {"version": version.number} | ({"reason": reason.strip()} if reason.strip() else {})
    events.record(stream=f"item:{version.item.accession}", verb=verb, data=data, actor=actor)
    return draft


@transaction.atomic
def restore(*, version: Version, reason: str, actor: "Person") -> Draft:
    """Start a draft from a retired version; return it."""
    version = ready_for("restore", version, actor)
    reason = required_reason(reason, "Nothing was restored.")
    return _next_draft(version, "restore", reason, None, actor)


@transaction.atomic
def hand_over_draft(*, draft: Draft, to: "Person", reason: str, actor: "Person") -> Draft:
    """Let another curator go on with a draft; both count as authors. Return the draft."""
    Item.objects.select_for_update().get(pk=draft.item_id)
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if draft.closed_at is not None:
        raise Stale(why_not_from("hand_over", "withdrawn"), current=draft)
    _refuse_hand_over(to, actor)
    reason = required_reason(reason, "Nothing was handed over.")
    draft.authors.add(to)
    _record_hand_over(draft.item, to, reason, actor)
    return draft


@transaction.atomic
def hand_over(*, version: Version, to: "Person", reason: str, actor: "Person") -> Draft:
    """Let another curator revise a returned version; return the draft with all its authors."""
    version = ready_for("hand_over", version, actor)
    _refuse_hand_over(to, actor)
    reason = required_reason(reason, "Nothing was handed over.")
    draft = Draft.objects.filter(item=version.item_id, closed_at=None).first()
    if draft is None:
        draft = Draft.objects.create(
            item=version.item, citation=version.citation, based_on=version,
            content=content_of(version.document, version.supplement), saved_at=clock.now(),
        )  # fmt: skip
    draft.authors.add(to)
    for authorship in VersionAuthor.objects.filter(version=version):
        draft.authors.add(authorship.person_id)
    _record_hand_over(version.item, to, reason, actor)
    return draft


def _refuse_hand_over(to: "Person", actor: "Person") -> None:
    if not actor.is_editor:
        raise Denied("Only an editor hands an item over to another curator. Nothing was changed.")
    if not (to.is_active and to.is_curator):
        raise Denied(f"{to} is no active curator here, so cannot go on. Nothing was changed.")


def _record_hand_over(item: Item, to: "Person", reason: str, actor: "Person") -> None:
    data = {"to": to.pk, "reason": reason}
    events.record(stream=f"item:{item.accession}", verb="hand over", data=data, actor=actor)
