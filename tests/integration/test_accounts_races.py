"""Two people at the same moment: one wins, the other is told, nothing is half done."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from accounts.actions.appointing import appoint, deactivate
from accounts.actions.inviting import accept_invitation, invite, withdraw_invitation
from accounts.actions.passwords import reset_password_link, set_password
from accounts.models import Invitation, Person
from ground.errors import Denied, DomainError, Invalid, Stale
from ground.events import first_broken
from tests.factories import PASSWORD, make_person

pytestmark = pytest.mark.usefixtures("committed_db")
Act = Callable[[], object]


@contextmanager
def own_connection() -> Iterator[None]:
    try:
        yield
    finally:
        connection.close()


def outcome(act: Act) -> str:
    """Return "done", or the name of the refusal; anything else fails the test."""
    with own_connection():
        try:
            act()
        except DomainError as refusal:
            return type(refusal).__name__
        return "done"


def wait_until_all_wait(count: int) -> None:
    """Return when `count` connections wait for a lock, so that they really are at once."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0] >= count:
                return
        time.sleep(0.02)
    pytest.fail(f"{count} connections never waited for one lock: nothing takes it")


def at_once(lock: Callable[[], object], *acts: Act) -> list[str]:
    """Run all `acts` together: each waits for what `lock` holds until all have come that far."""
    with ThreadPoolExecutor(len(acts)) as pool:
        with transaction.atomic():
            lock()
            futures = [pool.submit(outcome, act) for act in acts]
            wait_until_all_wait(len(acts))
        return sorted(future.result(timeout=20) for future in futures)


def test_two_accept_one_invitation() -> None:
    root = make_person(administrator=True)
    invitation, token = invite(roles=["curator"], note="", actor=root)

    def accept(username: str) -> Act:
        return lambda: accept_invitation(
            token=token, username=username, name=username, password=PASSWORD
        )

    outcomes = at_once(
        lambda: Invitation.objects.select_for_update().get(pk=invitation.pk),
        accept("ada"),
        accept("bob"),
    )
    assert outcomes == [Stale.__name__, "done"]
    winner = Person.objects.get(username__in=["ada", "bob"])
    invitation.refresh_from_db()
    assert invitation.accepted_by == winner
    assert first_broken(f"person:{winner.pk}") is None


def test_one_accepts_while_another_withdraws() -> None:
    root = make_person(administrator=True)
    invitation, token = invite(roles=[], note="", actor=root)
    outcomes = at_once(
        lambda: Invitation.objects.select_for_update().get(pk=invitation.pk),
        lambda: accept_invitation(token=token, username="ada", name="Ada", password=PASSWORD),
        lambda: withdraw_invitation(invitation=invitation, actor=root),
    )
    assert outcomes == [Denied.__name__, "done"]
    invitation.refresh_from_db()
    assert (invitation.accepted_at is None) != (invitation.withdrawn_at is None)
    assert Person.objects.filter(username="ada").exists() == bool(invitation.accepted_at)


def test_two_take_one_sign_in_name() -> None:
    root = make_person(administrator=True)
    tokens = [invite(roles=[], note="", actor=root) for _ in range(2)]

    def accept(place: int, username: str) -> Act:
        return lambda: accept_invitation(
            token=tokens[place][1], username=username, name="Ada", password=PASSWORD
        )

    outcomes = at_once(
        lambda: list(Invitation.objects.select_for_update().order_by("pk")),
        accept(0, "ada"),
        accept(1, "ADA"),
    )
    assert outcomes == [Invalid.__name__, "done"]
    assert Person.objects.filter(username__iexact="ada").count() == 1
    assert Invitation.objects.filter(accepted_at=None).count() == 1, "the other link still works"


def test_two_administrators_remove_each_other() -> None:
    one, two = make_person(administrator=True), make_person(administrator=True)
    outcomes = at_once(
        lambda: Person.objects.select_for_update(no_key=True).get(pk=one.pk),
        lambda: deactivate(person=two, actor=one),
        lambda: appoint(person=one, roles=[], administrator=False, actor=two),
    )
    assert outcomes == [Denied.__name__, "done"]
    assert Person.objects.filter(is_administrator=True, is_active=True).count() == 1


def test_two_use_one_password_link() -> None:
    root, person = make_person(administrator=True), make_person("curator")
    key = reset_password_link(person=person, actor=root)

    def use(password: str) -> Act:
        return lambda: set_password(uid=key.uid, token=key.token, password=password)

    outcomes = at_once(
        lambda: Person.objects.select_for_update(no_key=True).get(pk=person.pk),
        use("seven violet exosomes"),
        use("five amber nanoparticles"),
    )
    assert outcomes == [Denied.__name__, "done"]
    assert first_broken(f"person:{person.pk}") is None
