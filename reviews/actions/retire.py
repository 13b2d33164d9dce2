"""Retire and merge: accepted evidence that is no longer held, or is the same as another."""

from typing import TYPE_CHECKING

from django.db import transaction

from evidence.enums import OPEN_STATUSES
from evidence.models import Item, Standing, Version
from ground import clock
from ground.errors import Denied, Missing
from reviews.models import Publication

from .locking import ready_for
from .moving import set_status
from .reasons import required_reason

if TYPE_CHECKING:
    from accounts.models import Person


@transaction.atomic
def retire(*, version: Version, reason: str, actor: "Person") -> Version:
    """Take accepted evidence out of what is held; its accession stays and says why."""
    version = ready_for("retire", version, actor)
    reason = required_reason(reason, "The item was not retired.")
    _refuse_open_round(version.item)
    _end_publication(version, f"retired: {reason}")
    set_status(
        version=version, move="retire", status="retired", data={"reason": reason}, actor=actor
    )
    return version


@transaction.atomic
def merge(*, version: Version, into: Item, reason: str, actor: "Person") -> Version:
    """Merge an accepted item into another accepted one; the old accession redirects for ever."""
    # Both items are locked in the order of their numbers, whichever way the merge goes.
    list(Item.objects.select_for_update().filter(pk__in=[version.item_id, into.pk]).order_by("pk"))
    version = ready_for("merge", version, actor)
    if into.pk == version.item_id:
        raise Denied("An item cannot be merged into itself. Nothing was changed.")
    if not Standing.objects.filter(item=into, status="accepted").exists():
        raise Missing(
            f"{into.accession} is not accepted, so nothing can be merged into it. Nothing was "
            "changed. Choose the item that stays."
        )
    reason = required_reason(reason, "The items were not merged.")
    _refuse_open_round(version.item)
    _end_publication(version, f"merged into {into.accession}: {reason}", into)
    data = {"into": into.accession, "reason": reason}
    set_status(version=version, move="merge", status="merged", data=data, actor=actor)
    return version


def _refuse_open_round(item: Item) -> None:
    if Standing.objects.filter(item=item, status__in=OPEN_STATUSES).exists():
        raise Denied(
            f"A newer version of {item.accession} is under review. Bring that round to its end or "
            "have it withdrawn first. Nothing was changed."
        )


def _end_publication(version: Version, why: str, into: Item | None = None) -> None:
    Publication.objects.filter(version=version, public_until=None).update(
        public_until=clock.now(), why_ended=why, merged_into=into
    )
