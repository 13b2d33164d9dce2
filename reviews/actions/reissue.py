"""Reissue: accepted claims get a next version when their paper's identifiers were wrong."""

from typing import TYPE_CHECKING

from django.db import transaction

from evidence.actions.citations import change_identifiers, identifiers_of
from evidence.actions.versions import reissue_version
from evidence.models import Citation, Version
from ground.errors import Denied
from reviews.policies.reissuing import why_not_change_identifiers
from reviews.queries.reissuing import Reissue, to_reissue

from .correct import accept_successor
from .declaring import refuse_undeclared
from .reasons import required_reason
from .stepping_aside import locked_paper

if TYPE_CHECKING:
    from accounts.models import Person


@transaction.atomic
def correct_identifiers(
    *,
    citation: Citation,
    identifiers: dict[str, str],
    seen: dict[str, str],
    reason: str,
    actor: "Person",
) -> list[Version]:
    """Give a paper the identifiers it really has and reissue its accepted claims, in one step.

    Returns the new versions. Each says what the version before it said, judged as it was, under
    the right identifiers; frozen versions stay as they are. `seen` is what the identifiers were
    when they were looked at. All of it happens or none: Denied where one of the claims may not be
    decided by the actor, Stale where somebody changed the identifiers meanwhile. Asking twice
    changes nothing more.
    """
    if sentence := why_not_change_identifiers(actor.roles if actor.is_active else ()):
        raise Denied(sentence)
    refuse_undeclared(actor, "Nothing was changed; what you wrote is kept.")
    reason = required_reason(reason, "Nothing was changed.")
    locked_paper(citation)
    citation = change_identifiers(
        citation=citation, identifiers=identifiers, seen=seen, reason=reason, actor=actor
    )
    claims = to_reissue(citation, identifiers_of(citation), actor)
    if refused := [claim for claim in claims if claim.why_not]:
        raise Denied(_refusal(refused))
    return [_reissued(claim.version, reason, actor) for claim in claims]


def _reissued(version: Version, reason: str, actor: "Person") -> Version:
    successor = reissue_version(version=version)
    return accept_successor(version, successor, "correct", {"reason": reason}, actor=actor)


def _refusal(refused: list[Reissue]) -> str:
    said = " ".join(f"{one.version.item.accession}: {one.why_not}" for one in refused)
    return f"{said} Nothing was changed. Ask an editor who may decide all of these claims."
