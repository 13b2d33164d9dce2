"""Passwords and profiles: set by their owners, reset by a link an administrator made."""

import time
from unittest import mock

import pytest
from django.conf import settings
from django.contrib.auth import user_logged_in
from django.contrib.auth.hashers import identify_hasher
from django.test import override_settings

from accounts.actions.appointing import deactivate
from accounts.actions.demo import make_demo_accounts
from accounts.actions.passwords import change_password, reset_password_link, set_password
from accounts.actions.profiles import update_profile
from accounts.models import Person
from ground.errors import Denied, Invalid
from ground.events import first_broken
from ground.models import Event
from tests.factories import PASSWORD, make_person

pytestmark = pytest.mark.django_db
NEW = "seven violet exosomes"


def verbs_of(person: Person) -> list[str]:
    events = Event.objects.filter(stream=f"person:{person.pk}").order_by("position")
    return [event.verb for event in events]


def test_a_link_sets_a_password_once() -> None:
    root, person = make_person(administrator=True), make_person("curator")
    key = reset_password_link(person=person, actor=root)
    person.refresh_from_db()
    assert person.check_password(PASSWORD), "the old one works until then"
    set_password(uid=key.uid, token=key.token, password=NEW)
    person.refresh_from_db()
    assert person.check_password(NEW)
    with pytest.raises(Denied, match="has been used"):
        set_password(uid=key.uid, token=key.token, password="five amber nanoparticles")
    assert verbs_of(person) == ["join", "make-reset-link", "set-password"]
    assert first_broken(f"person:{person.pk}") is None


def test_a_weak_password_leaves_the_link_alive() -> None:
    root, person = make_person(administrator=True), make_person("curator")
    key = reset_password_link(person=person, actor=root)
    for weak in ("short", "1234567890", "a" * 100_000, "a\x00bcdefghijkl"):
        with pytest.raises(Invalid):
            set_password(uid=key.uid, token=key.token, password=weak)
    assert set_password(uid=key.uid, token=key.token, password=NEW).check_password(NEW)


def test_a_link_dies_after_a_day_with_a_sign_in_and_with_the_account() -> None:
    root, person = make_person(administrator=True), make_person("curator")
    key = reset_password_link(person=person, actor=root)
    day_later = time.time() + settings.PASSWORD_RESET_TIMEOUT + 2
    with (
        mock.patch("django.contrib.auth.tokens.PasswordResetTokenGenerator._now") as now,
        pytest.raises(Denied, match="older than a day"),
    ):
        from datetime import datetime

        now.return_value = datetime.fromtimestamp(day_later)  # noqa: DTZ006 - as Django does
        set_password(uid=key.uid, token=key.token, password=NEW)
    user_logged_in.send(sender=Person, request=None, user=person)
    with pytest.raises(Denied, match="replaced by a sign-in"):
        set_password(uid=key.uid, token=key.token, password=NEW)
    key = reset_password_link(person=person, actor=root)
    deactivate(person=person, actor=root)
    with pytest.raises(Denied, match="is closed"):
        set_password(uid=key.uid, token=key.token, password=NEW)


@pytest.mark.parametrize("uid", ["", "x", "%00", "MQ", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk", "4pyT"])
def test_a_wrong_link_says_what_may_be_wrong(uid: str) -> None:
    with pytest.raises(Denied, match="not complete"):
        set_password(uid=uid, token="c1x-" + "0" * 32, password=NEW)


@pytest.mark.parametrize("roles", [(), ("curator",), ("reviewer",), ("editor",)])
def test_nobody_else_makes_links(roles: tuple[str, ...]) -> None:
    actor, person = make_person(*roles), make_person("curator")
    for target in (person, actor):
        with pytest.raises(Denied, match="Only administrators"):
            reset_password_link(person=target, actor=actor)


def test_a_door_of_the_demonstration_never_gets_a_password() -> None:
    root = make_person(administrator=True)
    make_demo_accounts()
    curator = Person.objects.get(username="curator")
    with pytest.raises(Denied, match="Try as"):
        reset_password_link(person=curator, actor=root)
    with pytest.raises(Denied, match="Try as"):
        change_password(current="", password=NEW, actor=curator)


def test_the_own_password_is_changed_by_who_knows_it() -> None:
    person = make_person("curator")
    with pytest.raises(Invalid, match="this is not it") as refusal:
        change_password(current="wrong", password="short", actor=person)
    assert [problem.field for problem in refusal.value.problems] == ["current", "password"]
    assert change_password(current=PASSWORD, password=NEW, actor=person).check_password(NEW)
    assert verbs_of(person) == ["join", "set-password"]


@override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.Argon2PasswordHasher"])
def test_passwords_are_kept_as_argon2() -> None:
    person = make_person("curator")
    assert identify_hasher(person.password).algorithm == "argon2"
    assert person.check_password(PASSWORD)


def test_a_profile_is_written_by_its_owner() -> None:
    person = make_person("curator")
    update_profile(
        person=person,
        name=" Ada Lovelace ",
        email="Ada@EXAMPLE.org",
        orcid="https://orcid.org/000000021694233x",
        actor=person,
    )
    person.refresh_from_db()
    assert (person.name, person.email) == ("Ada Lovelace", "Ada@example.org")
    assert person.orcid == "0000-0002-1694-233X"
    update_profile(person=person, name="Ada Lovelace", email="", orcid="", actor=person)
    person.refresh_from_db()
    assert (person.email, person.orcid) == (None, None)
    events = Event.objects.filter(stream=f"person:{person.pk}", verb="update-profile")
    written = [event.data for event in events.order_by("position")]
    assert written == ['{"changed":["name","email","orcid"]}', '{"changed":["email","orcid"]}']


def test_an_unchanged_profile_records_nothing() -> None:
    person = make_person("curator")
    update_profile(person=person, name=person.name, email="", orcid="", actor=person)
    assert verbs_of(person) == ["join"]


def test_nobody_writes_anothers_profile() -> None:
    root, person = make_person(administrator=True), make_person("curator")
    with pytest.raises(Denied, match="not yours"):
        update_profile(person=person, name="X", email="", orcid="", actor=root)


def test_odd_details_are_refused_together() -> None:
    person = make_person("curator")
    with pytest.raises(Invalid) as refusal:
        update_profile(person=person, name="", email="x", orcid="0000-0002-1694-2330", actor=person)
    assert [problem.field for problem in refusal.value.problems] == ["name", "email", "orcid"]


@pytest.mark.parametrize(
    ("field", "text"), [("email", "ADA@example.org"), ("orcid", "0000-0002-1825-0097")]
)
def test_what_belongs_to_another_account_is_refused(field: str, text: str) -> None:
    ada, bob = make_person("curator"), make_person("curator")
    owned = {"name": "Ada", "email": "ada@example.org", "orcid": "0000-0002-1825-0097"}
    update_profile(person=ada, **owned, actor=ada)
    with pytest.raises(Invalid, match="belongs to another account") as refusal:
        update_profile(
            person=bob, **{"name": "Bob", "email": "", "orcid": ""} | {field: text}, actor=bob
        )
    assert [problem.field for problem in refusal.value.problems] == [field]
    bob.refresh_from_db()
    assert bob.name != "Bob"
