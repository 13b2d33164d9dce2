"""Remind: an editor asks the reviewers of a round for what they have not said yet."""

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from evidence.models import Version
from ground import clock, events
from ground.errors import Denied, Stale
from ground.models import Event
from reviews.models import Seat
from reviews.models.rounds import is_live
from reviews.policies.duties import why_not_remind
from reviews.queries.footing import footing_of
from reviews.queries.leases import seats_to_remind

from .locking import locked_version
from .telling import remind_for_editor

if TYPE_CHECKING:
    from accounts.models import Person

ONCE_IN = timedelta(days=1)


@transaction.atomic
def remind(*, version: Version, actor: "Person") -> Version:
    """Remind whoever holds a seat of `version` and has something to say yet; once a day.

    The answer, the event and what is refused are the same whether nobody, one or everybody has
    delivered: the editor cannot tell, and whoever has delivered is simply not told.
    """
    version = locked_version(version)
    if version.standing.status != "in_review":
        raise Stale(
            f"The version is {version.standing.get_status_display()} now, so nobody is to be "
            "reminded. Nothing was sent.",
            current=version,
        )
    if sentence := why_not_remind(footing_of(actor, version)):
        raise Denied(f"{sentence} Nothing was sent.")
    if not Seat.objects.filter(is_live(clock.now()), round=version.pk).exists():
        raise Denied("Nobody sits in this round now, so there is nobody to remind.")
    stream = f"item:{version.item.accession}"
    _refuse_again_today(stream, version)
    data = {"version": version.number}
    event = events.record(stream=stream, verb="remind", data=data, actor=actor)
    for seat in seats_to_remind(version, clock.now()):
        remind_for_editor(seat=seat, occasion=str(event.position))
    return version


def _refuse_again_today(stream: str, version: Version) -> None:
    lately = Event.objects.filter(stream=stream, verb="remind", at__gt=clock.now() - ONCE_IN)
    for event in lately.order_by("-position"):
        if json.loads(event.data).get("version") == version.number:
            raise Denied(
                f"The reviewers were reminded at {event.at:%H:%M} UTC on {event.at:%-d %B}, and "
                "once a day is enough. Nothing was sent."
            )
