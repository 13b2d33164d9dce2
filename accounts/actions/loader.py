"""Who enters the starter set."""

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.actions.writing import stream_of
from accounts.enums import Role
from accounts.models import Person
from accounts.reserved import STARTER_LOADER
from ground import events


@transaction.atomic
def starter_loader() -> Person:
    """Return the author of the starter set, made at the first call.

    It is nobody who works here, so that everybody may review and decide what it entered. It is
    a curator, so that its writing passes the same policies as everybody's, without a password
    and with a closed account, so that no door of any kind opens for it.
    """
    loader, made = Person.objects.get_or_create(
        username=STARTER_LOADER,
        defaults={
            "name": "Starter set loader",
            "roles": [Role.CURATOR],
            "is_active": False,
            "password": make_password(None),
        },
    )
    if made:
        data = {"roles": [Role.CURATOR], "administrator": False, "by": "starter set"}
        events.record(stream=stream_of(loader), verb="found", data=data, actor=loader)
    return loader
