"""Who acts where nobody does: the starter set is entered, statuses are looked up."""

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.actions.writing import stream_of
from accounts.enums import Role
from accounts.models import Person
from accounts.reserved import STARTER_LOADER, STATUS_LOOK_UP
from ground import events


@transaction.atomic
def starter_loader() -> Person:
    """Return the author of the starter set, made at the first call.

    It is nobody who works here, so that everybody may review and decide what it entered. It is
    a curator, so that its writing passes the same policies as everybody's.
    """
    return _nobody(STARTER_LOADER, "Starter set loader", [Role.CURATOR], "starter set")


@transaction.atomic
def status_look_up() -> Person:
    """Return who notes what the look-up of publication statuses found, made at the first call."""
    return _nobody(STATUS_LOOK_UP, "Look-up of publication statuses", [], "status look-up")


def _nobody(username: str, name: str, roles: list[Role], why: str) -> Person:
    """Return the account, without a password and closed, so that no door of any kind opens."""
    account, made = Person.objects.get_or_create(
        username=username,
        defaults={
            "name": name,
            "roles": roles,
            "is_active": False,
            "password": make_password(None),
        },
    )
    if made:
        data = {"roles": roles, "administrator": False, "by": why}
        events.record(stream=stream_of(account), verb="found", data=data, actor=account)
    return account
