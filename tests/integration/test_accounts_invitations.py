"""Invitations: made by administrators, used once, within seven days."""

import json
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest

from accounts.actions.appointing import appoint, deactivate
from accounts.actions.inviting import accept_invitation, invite, withdraw_invitation
from accounts.models import Invitation, Person
from ground import clock
from ground.canonical import sha256_hex
from ground.errors import Denied, Invalid, Missing, Stale
from ground.events import first_broken
from ground.models import Event
from tests.factories import PASSWORD, make_person

pytestmark = pytest.mark.django_db
ADA = {"username": "ada", "name": "Ada Lovelace", "password": PASSWORD, "email": "ada@example.org"}


def later(days: float) -> Any:
    moment = clock.now() + timedelta(days=days)
    return mock.patch.object(clock, "now", return_value=moment)


def problems(refusal: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    return {problem.field: problem.message for problem in refusal.value.problems}


def test_an_invitation_makes_one_account_with_its_roles() -> None:
    root = make_person(administrator=True)
    invitation, token = invite(roles=["reviewer", "curator"], note="Ada, new", actor=root)
    assert invitation.token_hash == sha256_hex(token)
    assert token not in json.dumps(list(Invitation.objects.values()), default=str)
    person = accept_invitation(token=token, **ADA)
    person.refresh_from_db()
    assert (person.username, person.name) == ("ada", "Ada Lovelace")
    assert (person.email, person.roles) == ("ada@example.org", ["curator", "reviewer"])
    assert person.check_password(PASSWORD)
    assert person.is_active
    assert not person.is_administrator
    invitation.refresh_from_db()
    assert invitation.accepted_by == person


def test_the_record_holds_no_name_address_or_secret() -> None:
    root = make_person(administrator=True)
    invitation, token = invite(roles=["curator"], note="Ada Lovelace", actor=root)
    withdrawn, _ = invite(roles=[], note="Bob", actor=root)
    person = accept_invitation(token=token, **ADA)
    withdraw_invitation(invitation=withdrawn, actor=root)
    events = list(Event.objects.filter(stream__in=[f"person:{root.pk}", f"person:{person.pk}"]))
    assert [event.verb for event in events if event.actor_id == person.pk] == ["join"]
    written = " ".join(f"{event.stream} {event.verb} {event.data}" for event in events).lower()
    for secret in ("ada", "lovelace", "bob", "example.org", token.lower(), invitation.token_hash):
        assert secret not in written
    assert first_broken(f"person:{root.pk}") is None
    assert first_broken(f"person:{person.pk}") is None


@pytest.mark.parametrize("roles", [(), ("curator",), ("reviewer",), ("editor",)])
def test_nobody_else_invites_or_withdraws(roles: tuple[str, ...]) -> None:
    root = make_person(administrator=True)
    actor = make_person(*roles)
    invitation, _ = invite(roles=["curator"], note="", actor=root)
    with pytest.raises(Denied, match="Only administrators"):
        invite(roles=["curator"], note="", actor=actor)
    with pytest.raises(Denied, match="Only administrators"):
        withdraw_invitation(invitation=invitation, actor=actor)
    assert list(Invitation.objects.visible_to(actor)) == []
    assert invitation in Invitation.objects.visible_to(root)


def test_a_used_invitation_says_so() -> None:
    _, token = invite(roles=[], note="", actor=make_person(administrator=True))
    accept_invitation(token=token, **ADA)
    with pytest.raises(Stale, match="has been used"):
        accept_invitation(token=token, **ADA | {"username": "bob", "email": ""})
    assert not Person.objects.filter(username="bob").exists()


def test_an_expired_invitation_says_so() -> None:
    _, token = invite(roles=[], note="", actor=make_person(administrator=True))
    with later(days=7), pytest.raises(Denied, match="has expired on"):
        accept_invitation(token=token, **ADA)
    with later(days=6.99):
        assert accept_invitation(token=token, **ADA).username == "ada"


def test_a_withdrawn_invitation_says_so() -> None:
    root = make_person(administrator=True)
    invitation, token = invite(roles=[], note="", actor=root)
    withdraw_invitation(invitation=invitation, actor=root)
    with pytest.raises(Denied, match="was withdrawn"):
        accept_invitation(token=token, **ADA)
    with pytest.raises(Denied, match="withdrawn before"):
        withdraw_invitation(invitation=invitation, actor=root)


def test_an_invitation_ends_with_the_rights_of_who_made_it() -> None:
    root, second = make_person(administrator=True), make_person(administrator=True)
    _, token = invite(roles=["editor"], note="", actor=second)
    _, other = invite(roles=["editor"], note="", actor=second)
    appoint(person=second, roles=["editor"], administrator=False, actor=root)
    with pytest.raises(Denied, match="no administrator any more"):
        accept_invitation(token=token, **ADA)
    deactivate(person=second, actor=root)
    with pytest.raises(Denied, match="no administrator any more"):
        accept_invitation(token=other, **ADA)


@pytest.mark.parametrize("token", ["", "x", "\x00", "a" * 100_000])
def test_an_unknown_token_opens_nothing(token: str) -> None:
    with pytest.raises(Missing, match="no such invitation"):
        accept_invitation(token=token, **ADA)


def test_every_detail_that_does_not_fit_is_said_at_once() -> None:
    _, token = invite(roles=[], note="", actor=make_person(administrator=True))
    with pytest.raises(Invalid) as refusal:
        accept_invitation(token=token, username="a b", name=" ", password="short", email="nowhere")
    found = problems(refusal)
    assert set(found) == {"username", "name", "password", "email"}
    assert "Nothing was saved" in refusal.value.message
    assert accept_invitation(token=token, **ADA).username == "ada", "the link still works"


@pytest.mark.parametrize("field", ["username", "name", "password", "email"])
@pytest.mark.parametrize("text", ["a\x00b@example.org", "a\x1bb@example.org", "a" * 100_000])
def test_what_cannot_be_stored_is_refused_in_every_field(field: str, text: str) -> None:
    _, token = invite(roles=[], note="", actor=make_person(administrator=True))
    with pytest.raises(Invalid) as refusal:
        accept_invitation(token=token, **ADA | {field: text})
    assert set(problems(refusal)) == {field}
    message = problems(refusal)[field]
    assert "cannot be seen" in message or "characters are more than" in message


@pytest.mark.parametrize(
    ("taken", "field"),
    [({"username": "ADA"}, "username"), ({"email": "Ada@EXAMPLE.org"}, "email")],
)
def test_what_belongs_to_another_account_is_refused_in_any_case(
    taken: dict[str, str], field: str
) -> None:
    root = make_person(administrator=True)
    accept_invitation(token=invite(roles=[], note="", actor=root)[1], **ADA)
    _, token = invite(roles=[], note="", actor=root)
    with pytest.raises(Invalid) as refusal:
        accept_invitation(
            token=token, **ADA | {"username": "bob", "email": "bob@example.org"} | taken
        )
    assert "belongs to another account" in problems(refusal)[field]
    assert accept_invitation(token=token, **ADA | {"username": "bob", "email": ""})


@pytest.mark.parametrize("password", ["1234567890", "ada.lovelace", "password123"])
def test_a_weak_password_is_refused(password: str) -> None:
    _, token = invite(roles=[], note="", actor=make_person(administrator=True))
    with pytest.raises(Invalid) as refusal:
        accept_invitation(token=token, **ADA | {"password": password, "name": "Ada.Lovelace"})
    assert set(problems(refusal)) == {"password"}


def test_an_odd_note_or_role_makes_no_invitation() -> None:
    root = make_person(administrator=True)
    with pytest.raises(Invalid, match="Note: character 2"):
        invite(roles=[], note="a\x00", actor=root)
    with pytest.raises(Invalid, match="Note: 100,000 characters"):
        invite(roles=[], note="a" * 100_000, actor=root)
    with pytest.raises(Invalid, match="choose from"):
        invite(roles=["administrator"], note="", actor=root)
    assert not Invitation.objects.exists()
