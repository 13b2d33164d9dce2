"""Who may look after people, and the sentence for everybody else."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.enums import Role
from accounts.models import Invitation, Person
from accounts.policies import (
    why_closed,
    why_no_password,
    why_not_administer,
    why_not_appoint,
    why_not_deactivate,
    why_not_reactivate,
    why_not_reset,
    why_not_update_profile,
    why_not_withdraw,
)

NOW = datetime(2026, 5, 3, 12, tzinfo=UTC)
ADMINISTRATOR = Person(pk=1, username="root", name="Root", is_administrator=True)
EVERY_ROLE = Person(pk=2, username="busy", name="Busy", roles=list(Role.values))
CLOSED = Person(pk=3, username="gone", name="Gone", is_administrator=True, is_active=False)
PLAIN = Person(pk=4, username="plain", name="Plain")
MACHINE = Person(pk=5, username="starter-loader", name="Starter set loader", is_active=False)
DEMO = Person(pk=6, username="curator", name="Demo curator", roles=["curator"])


def invitation(**fields: object) -> Invitation:
    fields = {"invited_by": ADMINISTRATOR, "expires_at": NOW + timedelta(days=1)} | fields
    return Invitation(**fields)


OPEN = invitation()


@pytest.mark.parametrize(
    ("actor", "part"),
    [(EVERY_ROLE, "Only administrators"), (PLAIN, "Only administrators"), (CLOSED, "is closed")],
)
def test_others_than_administrators_are_refused_with_one_sentence(actor: Person, part: str) -> None:
    sentence = why_not_administer(actor)
    assert part in sentence
    assert why_not_appoint(actor, PLAIN, administrator=False, administrators={1}) == sentence
    assert why_not_deactivate(actor, PLAIN, administrators={1}) == sentence
    assert why_not_reactivate(actor, PLAIN) == sentence
    assert why_not_reset(actor, PLAIN) == sentence
    assert why_not_withdraw(actor, OPEN, NOW) == sentence


def test_an_administrator_may() -> None:
    assert why_not_administer(ADMINISTRATOR) == ""
    assert why_not_appoint(ADMINISTRATOR, PLAIN, administrator=True, administrators={1}) == ""
    assert why_not_deactivate(ADMINISTRATOR, PLAIN, administrators={1}) == ""
    assert why_not_reactivate(ADMINISTRATOR, CLOSED) == ""
    assert why_not_reset(ADMINISTRATOR, PLAIN) == ""
    assert why_not_withdraw(ADMINISTRATOR, OPEN, NOW) == ""


def test_the_last_administrator_stays_one() -> None:
    refused = why_not_appoint(ADMINISTRATOR, ADMINISTRATOR, administrator=False, administrators={1})
    assert "last administrator" in refused
    assert "last administrator" in why_not_deactivate(
        ADMINISTRATOR, ADMINISTRATOR, administrators={1}
    )
    two = {1, 9}
    assert not why_not_appoint(
        ADMINISTRATOR, ADMINISTRATOR, administrator=False, administrators=two
    )
    assert not why_not_deactivate(ADMINISTRATOR, ADMINISTRATOR, administrators=two)


def test_the_starter_loader_is_never_opened() -> None:
    assert "part of the site" in why_not_appoint(
        ADMINISTRATOR, MACHINE, administrator=False, administrators={1}
    )
    assert "part of the site" in why_not_reactivate(ADMINISTRATOR, MACHINE)
    assert "part of the site" in why_not_deactivate(ADMINISTRATOR, MACHINE, administrators={1})
    assert "part of the site" in why_not_reset(ADMINISTRATOR, MACHINE)


def test_there_is_no_password_for_a_door_or_a_closed_account() -> None:
    assert "Try as" in why_no_password(DEMO)
    assert "is closed" in why_no_password(CLOSED)
    assert why_no_password(PLAIN) == ""


def test_people_write_their_own_profiles_only() -> None:
    assert why_not_update_profile(PLAIN, PLAIN) == ""
    assert "not yours" in why_not_update_profile(ADMINISTRATOR, PLAIN)
    assert "is closed" in why_not_update_profile(CLOSED, CLOSED)


@pytest.mark.parametrize(
    ("fields", "part"),
    [
        ({"accepted_at": NOW, "accepted_by": PLAIN}, "has been used"),
        ({"withdrawn_at": NOW}, "was withdrawn"),
        ({"expires_at": NOW}, "has expired on 3 May 2026"),
        ({"invited_by": CLOSED}, "no administrator any more"),
        ({"invited_by": EVERY_ROLE}, "no administrator any more"),
    ],
)
def test_each_way_an_invitation_ends_has_its_sentence(fields: dict[str, object], part: str) -> None:
    sentence = why_closed(invitation(**fields), NOW)
    assert part in sentence
    assert "new link" in sentence


def test_an_open_invitation_is_open_until_its_last_moment() -> None:
    assert why_closed(invitation(expires_at=NOW + timedelta(microseconds=1)), NOW) == ""


@pytest.mark.parametrize(
    ("fields", "part"),
    [
        ({"accepted_at": NOW, "accepted_by": PLAIN}, "Close the account"),
        ({"withdrawn_at": NOW}, "withdrawn before"),
        ({"expires_at": NOW}, "expired by itself"),
    ],
)
def test_what_has_ended_cannot_be_withdrawn(fields: dict[str, object], part: str) -> None:
    assert part in why_not_withdraw(ADMINISTRATOR, invitation(**fields), NOW)


def test_nobody_is_a_superuser_and_the_admin_is_for_looking() -> None:
    editor = Person(roles=["editor"])
    assert not ADMINISTRATOR.is_superuser
    assert ADMINISTRATOR.has_perm("accounts.view_person")
    assert not ADMINISTRATOR.has_perm("accounts.change_person")
    assert not ADMINISTRATOR.has_module_perms("evidence")
    assert editor.has_perm("evidence.view_item")
    assert not editor.has_module_perms("accounts")
    assert not CLOSED.has_module_perms("accounts")
    for app in ("auth", "account", "sessions", "procrastinate", "ground"):
        assert not ADMINISTRATOR.has_module_perms(app)
        assert not editor.has_module_perms(app)
