"""Saying until when one is away."""

from datetime import date, timedelta

from django.db import transaction

from accounts.actions.writing import allow, locked, refuse, stream_of
from accounts.models import Person
from accounts.policies import why_not_update_profile
from ground import clock, events
from ground.errors import Problem

LONGEST = timedelta(days=731)


@transaction.atomic
def set_away(*, until: date | None, actor: Person) -> Person:
    """Keep that the actor is away and back on `until`, or, with None, here; return them.

    Raises Invalid for a day that is not ahead, or more than two years.
    """
    (actor,) = locked(actor)
    allow(why_not_update_profile(actor, actor))
    today = clock.now().date()
    if until is not None:
        message = ""
        if until <= today:
            message = "The day you are back: choose one that is still to come, or leave it empty."
        elif until - today > LONGEST:
            message = "The day you are back: choose one within the next two years."
        refuse([Problem("until", message)])
    if actor.away_until != until:
        actor.away_until = until
        actor.save(update_fields=["away_until"])
        verb = "go-away" if until else "come-back"
        events.record(stream=stream_of(actor), verb=verb, actor=actor)
    return actor
