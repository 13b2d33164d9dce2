"""The accounts behind the doors of a demonstration."""

from django.db import transaction

from accounts.actions.writing import stream_of
from accounts.demo import DEMO_ACCOUNTS
from accounts.models import Person
from ground import events


@transaction.atomic
def make_demo_accounts() -> dict[str, bool]:
    """Make the demonstration accounts that are missing: sign-in name → whether it was made now.

    They have no password, so only *Try as …* opens them. Existing ones stay as they are.
    """
    known = set(
        Person.objects.filter(username__in=DEMO_ACCOUNTS).values_list("username", flat=True)
    )
    for username, account in DEMO_ACCOUNTS.items():
        if username in known:
            continue
        person = Person.objects.create_user(
            username,
            email=f"{username}@demo.invalid",
            name=account.name,
            roles=[role.value for role in account.roles],
            is_administrator=account.is_administrator,
        )
        data = {
            "roles": person.roles,
            "administrator": person.is_administrator,
            "by": "demonstration",
        }
        events.record(stream=stream_of(person), verb="found", data=data, actor=person)
    return {username: username not in known for username in DEMO_ACCOUNTS}
