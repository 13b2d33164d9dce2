"""Lock, then look again: how every move begins."""

from typing import TYPE_CHECKING

from django.db import connection, transaction

from evidence.models import Item, Version
from ground import clock
from ground.errors import Denied, Missing, Stale
from reviews.policies.duties import why_not_by, why_not_from
from reviews.policies.reconciling import wait_sentence
from reviews.queries.footing import footing_of
from reviews.workflow import DECIDER, MOVES

from .declaring import refuse_undeclared

if TYPE_CHECKING:
    from accounts.models import Person


def locked_version(version: Version) -> Version:
    """Lock the item of `version` until the transaction ends; return the version as it is now.

    Every move locks the item first, so two moves on one item never pass each other.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A move is made in a transaction.")
    Item.objects.select_for_update().get(pk=version.item_id)
    found = (
        Version.objects.select_related("item", "standing", "citation", "round")
        .filter(pk=version.pk)
        .first()
    )
    if found is None:
        raise Missing("There is no such version.")
    return found


def ready_for(move: str, version: Version, actor: "Person") -> Version:
    """Lock `version` and return it if `actor` may make `move` from where it stands now.

    Raises Stale where it no longer stands there, Denied where the actor may not, Undeclared where
    a decider has not declared their interests within the year.
    """
    version = locked_version(version)
    status = version.standing.status
    if sentence := why_not_from(move, status):
        raise Stale(sentence, current=version)
    if sentence := why_not_by(move, status, footing_of(actor, version)):
        raise Denied(f"{sentence} Nothing was changed.")
    if DECIDER in MOVES[move].by:
        refuse_undeclared(actor, "Nothing was changed; what you wrote is kept.")
    until = version.round.reconciling_until
    if until and DECIDER in MOVES[move].by and version.round.is_reconciling(clock.now()):
        raise Denied(wait_sentence(until))
    return version
