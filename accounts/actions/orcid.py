"""Saying that an ORCID iD is really its owner's."""

from django.db import transaction

from accounts.actions.writing import allow, locked, stream_of
from accounts.models import Person
from accounts.policies import why_not_verify_orcid
from ground import clock, events
from ground.errors import Stale


@transaction.atomic
def verify_orcid(*, person: Person, orcid: str, actor: Person) -> Person:
    """Say that the actor has seen that `orcid` is the iD of `person`; return them.

    It holds until they change it. Raises Denied with why not, Stale where they changed it since
    the actor looked. Saying it twice changes nothing.
    """
    actor, person = locked(actor, person)
    allow(why_not_verify_orcid(actor, person))
    if person.orcid != orcid:
        raise Stale(
            f"{person} changed their ORCID iD to {person.orcid} meanwhile. Nothing was verified; "
            "look at the new one.",
            current=person,
        )
    if person.orcid_verified_at is None:
        person.orcid_verified_at = clock.now()
        person.save(update_fields=["orcid_verified_at"])
        events.record(stream=stream_of(person), verb="verify-orcid", actor=actor)
    return person
