"""Saying that an ORCID iD is really its owner's: an administrator does, or ORCID itself."""

from django.db import IntegrityError, transaction

from accounts.actions.writing import allow, locked, problem_taken, stream_of
from accounts.models import Person
from accounts.orcid import orcid_problem
from accounts.policies import why_not_verify_orcid
from ground import clock, events
from ground.errors import Denied, Stale


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
        _verify(person, actor)
    return person


@transaction.atomic
def prove_orcid(*, orcid: str, actor: Person) -> Person:
    """Keep `orcid`, as which the actor has just signed in at ORCID, as their verified iD.

    It replaces one they typed. Raises Denied for what is no iD, and for another account's.
    """
    (actor,) = locked(actor)
    allow(orcid_problem(orcid))
    if actor.orcid != orcid:
        actor.orcid, actor.orcid_verified_at = orcid, None
    if actor.orcid_verified_at is None:
        try:
            with transaction.atomic():
                _verify(actor, actor)
        except IntegrityError as error:
            words = problem_taken(error, actor).message
            raise Denied(f"{words} Nothing was changed. Ask an administrator.") from error
    return actor


def _verify(person: Person, actor: Person) -> None:
    person.orcid_verified_at = clock.now()
    person.save(update_fields=["orcid", "orcid_verified_at"])
    events.record(stream=stream_of(person), verb="verify-orcid", actor=actor)
