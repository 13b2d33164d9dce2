"""Being named among the contributors: off unless a person ticks it, and theirs to take back."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions.profiles import update_profile
from accounts.models import Person
from ground.models import Event
from tests.factories import make_person

pytestmark = pytest.mark.django_db
BOX = 'name="consents_to_be_named"'


def box_of(page: str) -> str:
    """Return the tick box's own tag."""
    before, _, after = page.partition(BOX)
    return before[before.rindex("<") :] + BOX + after.partition(">")[0]


def test_nobody_is_named_before_they_say_so() -> None:
    person = make_person("curator")
    assert person.consents_to_be_named is False
    client = Client()
    client.force_login(person)
    assert "checked" not in box_of(client.get(reverse("accounts:profile")).content.decode())


def test_a_tick_is_kept_recorded_and_taken_back() -> None:
    person = make_person("curator")
    client = Client()
    client.force_login(person)
    written = {"name": person.name, "email": "", "orcid": ""}
    for ticked in (True, False):
        tick = {"consents_to_be_named": "on"} if ticked else {}
        assert client.post(reverse("accounts:profile"), written | tick).status_code == 302
        assert Person.objects.get(pk=person.pk).consents_to_be_named is ticked
        page = client.get(reverse("accounts:profile")).content.decode()
        assert ("checked" in box_of(page)) is ticked
        event = Event.objects.filter(stream=f"person:{person.pk}").latest("position")
        assert json.loads(event.data) == {"changed": ["consents_to_be_named"]}


def test_who_does_not_say_leaves_it_as_it_is() -> None:
    person = make_person("curator")
    asked = {"person": person, "email": "", "orcid": "", "actor": person}
    update_profile(name=person.name, consents_to_be_named=True, **asked)
    update_profile(name="Ada Lovelace", **asked)
    assert Person.objects.get(pk=person.pk).consents_to_be_named is True
