"""Reaching states the way people do: every factory drives the actions."""

import itertools

from accounts.actions.appointing import appoint
from accounts.actions.founding import make_administrator
from accounts.actions.inviting import accept_invitation, invite
from accounts.models import Person

PASSWORD = "nine green vesicles"
_numbers = itertools.count(1)


def make_person(*roles: str, username: str | None = None, administrator: bool = False) -> Person:
    """Return somebody who holds `roles`: invited by an administrator, or one themselves."""
    username = username or f"{'-'.join(roles) or 'person'}-{next(_numbers)}"
    name = username.replace("-", " ").capitalize()
    if administrator:
        person = make_administrator(username=username, name=name, password=PASSWORD)
        return appoint(person=person, roles=roles, actor=person)
    _, token = invite(roles=roles, note="", actor=any_administrator())
    return accept_invitation(token=token, username=username, name=name, password=PASSWORD)


def any_administrator() -> Person:
    """Return an administrator, the first there is, or a new one."""
    known = Person.objects.filter(is_administrator=True, is_active=True).order_by("pk").first()
    return known or make_person(username=f"founder-{next(_numbers)}", administrator=True)
