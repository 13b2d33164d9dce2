"""Roles, closed accounts, and the administrator who cannot be lost."""

import json

import pytest

from accounts.actions.appointing import appoint, deactivate, reactivate
from accounts.actions.loader import starter_loader
from accounts.models import Person
from ground.errors import Denied, Invalid, Missing
from ground.events import first_broken
from ground.models import Event
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def verbs_of(person: Person) -> list[str]:
    events = Event.objects.filter(stream=f"person:{person.pk}").order_by("position")
    return [event.verb for event in events]


def test_an_administrator_gives_and_takes_roles() -> None:
    root = make_person(administrator=True)
    person = make_person("curator")
    appoint(person=person, roles=["editor", "reviewer", "editor"], actor=root)
    person.refresh_from_db()
    assert person.roles == ["reviewer", "editor"]
    appoint(person=person, roles=[], actor=root)
    person.refresh_from_db()
    assert person.roles == []
    assert not person.is_administrator
    assert verbs_of(person) == ["join", "appoint", "appoint"]


def test_the_record_says_what_changed_and_names_nobody() -> None:
    root = make_person(administrator=True)
    person = make_person("curator", username="ada.lovelace")
    appoint(person=person, roles=["editor"], administrator=True, actor=root)
    event = Event.objects.get(stream=f"person:{person.pk}", verb="appoint")
    assert event.actor_id == root.pk
    assert json.loads(event.data) == {
        "before": {"roles": ["curator"], "administrator": False},
        "after": {"roles": ["editor"], "administrator": True},
    }
    assert first_broken(f"person:{person.pk}") is None


def test_appointing_to_what_somebody_is_changes_and_records_nothing() -> None:
    root = make_person(administrator=True)
    person = make_person("curator")
    appoint(person=person, roles=["curator"], actor=root)
    assert verbs_of(person) == ["join"]


def test_a_role_that_does_not_exist_is_refused() -> None:
    root = make_person(administrator=True)
    person = make_person("curator")
    with pytest.raises(Invalid, match="choose from curator, reviewer, editor"):
        appoint(person=person, roles=["editor", "king"], actor=root)
    person.refresh_from_db()
    assert person.roles == ["curator"]


@pytest.mark.parametrize("roles", [(), ("curator",), ("reviewer",), ("editor",)])
def test_nobody_else_appoints_closes_or_opens(roles: tuple[str, ...]) -> None:
    make_person(administrator=True)
    actor, person = make_person(*roles), make_person("curator")
    for refused in (
        lambda: appoint(person=actor, roles=["editor"], administrator=True, actor=actor),
        lambda: appoint(person=person, roles=["editor"], actor=actor),
        lambda: deactivate(person=person, actor=actor),
        lambda: reactivate(person=person, actor=actor),
    ):
        with pytest.raises(Denied, match=r"Only administrators.*Nothing was changed\."):
            refused()
    assert verbs_of(person) == ["join"]
    assert verbs_of(actor) == ["join"]


def test_rights_are_looked_at_again_when_it_counts() -> None:
    root, second = make_person(administrator=True), make_person(administrator=True)
    person = make_person("curator")
    appoint(person=second, roles=[], administrator=False, actor=root)
    assert second.is_administrator, "the object in hand is out of date"
    with pytest.raises(Denied, match="Only administrators"):
        appoint(person=person, roles=["editor"], actor=second)


def test_the_last_administrator_is_not_lost() -> None:
    root = make_person(administrator=True)
    with pytest.raises(Denied, match="last administrator"):
        appoint(person=root, roles=[], administrator=False, actor=root)
    with pytest.raises(Denied, match="last administrator"):
        deactivate(person=root, actor=root)
    second = make_person(administrator=True)
    deactivate(person=second, actor=root)
    with pytest.raises(Denied, match="last administrator"):
        deactivate(person=root, actor=root)
    reactivate(person=second, actor=root)
    appoint(person=root, roles=["curator"], administrator=False, actor=root)
    root.refresh_from_db()
    assert not root.is_administrator


def test_a_closed_account_is_closed_until_opened_again() -> None:
    root, person = make_person(administrator=True), make_person("curator")
    assert not deactivate(person=person, actor=root).is_active
    with pytest.raises(Denied, match="closed already"):
        deactivate(person=person, actor=root)
    assert reactivate(person=person, actor=root).is_active
    with pytest.raises(Denied, match="open already"):
        reactivate(person=person, actor=root)
    assert verbs_of(person) == ["join", "deactivate", "reactivate"]


def test_the_starter_loader_is_one_account_that_nothing_opens() -> None:
    loader = starter_loader()
    assert starter_loader() == loader
    assert verbs_of(loader) == ["found"]
    assert (loader.roles, loader.is_administrator) == (["curator"], False)
    assert not loader.is_active
    assert not loader.has_usable_password()
    root = make_person(administrator=True)
    with pytest.raises(Denied, match="part of the site"):
        reactivate(person=loader, actor=root)
    with pytest.raises(Denied, match="part of the site"):
        appoint(person=loader, roles=["editor"], actor=root)


def test_somebody_who_has_gone_is_missing() -> None:
    root = make_person(administrator=True)
    with pytest.raises(Missing, match="no such person"):
        deactivate(person=Person(pk=10**9, name="Nobody"), actor=root)
