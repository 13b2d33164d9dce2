"""Setting a status: the one function, and what follows from a version being accepted."""

from typing import TYPE_CHECKING, Any

from django.conf import settings

from evidence.actions.versions import give_standing
from evidence.documents import content_of
from evidence.models import Standing, Version
from ground import clock, events
from ground.errors import Denied
from reviews.models import Flag, Publication, Recommendation, Waiver
from reviews.policies.blockers import Blocker, blocked_sentence, blockers
from reviews.workflow import MOVES

from .telling import tell_of_move

if TYPE_CHECKING:
    from accounts.models import Person


def set_status(
    *, version: Version, move: str, status: str, data: dict[str, Any] | None = None, actor: "Person"
) -> None:
    """Let `version` stand at `status` by `move` and record the event. Nothing else sets it.

    The caller holds the item's lock and has asked who may. Raises AssertionError where the move
    does not lead there: that is a mistake in our code, not in anybody's input.
    """
    if status not in MOVES[move].targets:
        raise AssertionError(f"{move} does not lead to {status}")
    give_standing(version=version, status=status)
    events.record(
        stream=f"item:{version.item.accession}",
        verb=move,
        data={"version": version.number, "status": status} | (data or {}),
        actor=actor,
    )
    tell_of_move(version=version, move=move, status=status, actor=actor.pk)


def blockers_of(version: Version) -> list[Blocker]:
    """Return what keeps `version` from being accepted now, waived blockers left out."""
    read = Recommendation.objects.filter(round=version.pk).values_list("has_read", flat=True)
    flags = Flag.objects.filter(item=version.item_id, resolved_at=None, awaits_moderation=False)
    waivers = Waiver.objects.filter(version=version, about__in=("", version.citation.status))
    return blockers(
        content=content_of(version.document, version.supplement),
        citation=version.citation,
        open_flags=flags.count(),
        read=set(read),
        full_text_required=settings.FULL_TEXT_REQUIRED,
        waived=set(waivers.values_list("blocker", flat=True)),
    )


def refuse_blocked(version: Version) -> None:
    """Raise Denied with every blocker of acceptance at once, or do nothing."""
    if found := blockers_of(version):
        raise Denied(blocked_sentence(found))


def publish(*, version: Version, is_correction: bool = False, actor: "Person") -> None:
    """Make an accepted `version` the public one; what it replaces is superseded."""
    now = clock.now()
    before = Standing.objects.filter(item=version.item_id, status="accepted").exclude(
        version=version.pk
    )
    for standing in before.select_related("version__item"):
        set_status(version=standing.version, move="supersede", status="superseded", actor=actor)
        Publication.objects.filter(version=standing.version_id, public_until=None).update(
            public_until=now, why_ended=f"superseded by version {version.number}"
        )
    Publication.objects.create(
        item=version.item, version=version, public_from=now, is_correction=is_correction
    )
