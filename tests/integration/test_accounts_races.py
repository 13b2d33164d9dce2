"""Two people at the same moment: one wins, the other is told, nothing is half done."""

import pytest

from accounts import totp
from accounts.actions.appointing import appoint, deactivate
from accounts.actions.factors import set_up_app, use_code
from accounts.actions.inviting import accept_invitation, invite, withdraw_invitation
from accounts.actions.passwords import reset_password_link, set_password
from accounts.models import Invitation, Person
from ground import clock
from ground.errors import Denied, Invalid, Stale
from ground.events import first_broken
from tests.factories import PASSWORD, make_person
from tests.races import Act, at_once

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.both]


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


def test_two_type_one_code() -> None:
    person, secret = make_person("curator"), totp.new_secret()
    step = totp.step_of(clock.now().timestamp())
    set_up_app(secret=secret, code=totp.code_at(secret, step), actor=person)
    outcomes = at_once(
        lambda: Person.objects.select_for_update(no_key=True).get(pk=person.pk),
        *[lambda: _spend(totp.code_at(secret, step + 1), person)] * 2,
    )
    assert outcomes == [Denied.__name__, "done"]


def _spend(code: str, person: Person) -> None:
    if use_code(code=code, actor=person) is None:
        raise Denied("It was used.")
