"""Giving people roles, closing and opening their accounts."""

from collections.abc import Iterable

from django.db import transaction

from accounts.actions.writing import allow, locked, locked_with_administrators, stream_of
from accounts.enums import Role
from accounts.models import Person
from accounts.policies import why_not_appoint, why_not_deactivate, why_not_reactivate
from ground import events
from ground.errors import Invalid, Problem


@transaction.atomic
def appoint(
    *, person: Person, roles: Iterable[str], administrator: bool | None = None, actor: Person
) -> Person:
    """Give `person` exactly these roles and return them as stored.

    `administrator` makes them one or no longer one; None leaves that as it is. Raises Denied
    for whoever may not, and where the last administrator would be lost; Invalid for a role that
    does not exist. Appointing somebody to what they are already changes and records nothing.
    """
    wanted = known_roles(roles)
    (actor, person), admins = locked_with_administrators(actor, person)
    if administrator is None:
        administrator = person.is_administrator
    allow(why_not_appoint(actor, person, administrator=administrator, administrators=admins))
    before = _holds(person)
    person.roles, person.is_administrator = wanted, administrator
    if _holds(person) == before:
        return person
    person.save(update_fields=["roles", "is_administrator"])
    data = {"before": before, "after": _holds(person)}
    events.record(stream=stream_of(person), verb="appoint", data=data, actor=actor)
    return person


@transaction.atomic
def deactivate(*, person: Person, actor: Person) -> Person:
    """Close the account of `person`, who is signed out at once; raise Denied with the reason."""
    (actor, person), admins = locked_with_administrators(actor, person)
    allow(why_not_deactivate(actor, person, administrators=admins))
    person.is_active = False
    person.save(update_fields=["is_active"])
    events.record(stream=stream_of(person), verb="deactivate", actor=actor)
    return person


@transaction.atomic
def reactivate(*, person: Person, actor: Person) -> Person:
    """Open the closed account of `person` again; raise Denied with the reason."""
    actor, person = locked(actor, person)
    allow(why_not_reactivate(actor, person))
    person.is_active = True
    person.save(update_fields=["is_active"])
    events.record(stream=stream_of(person), verb="reactivate", actor=actor)
    return person


def known_roles(roles: Iterable[str]) -> list[str]:
    """Return `roles` once each in their usual order; raise Invalid for one that does not exist."""
    wanted = set(roles)
    if wanted - set(Role.values):
        message = f"Roles: choose from {', '.join(Role.values)}. Nothing was saved."
        raise Invalid(message, [Problem("roles", message)])
    return [role.value for role in Role if role in wanted]


def _holds(person: Person) -> dict[str, object]:
    return {"roles": list(person.roles), "administrator": person.is_administrator}
