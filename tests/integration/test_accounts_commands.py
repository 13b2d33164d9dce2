"""The commands that make the first accounts."""

from io import StringIO
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, override_settings

from accounts.demo import DEMO_ACCOUNTS
from accounts.models import Person
from accounts.queries import demo_people
from ground.models import Event
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
GETPASS = "accounts.management.commands.make_administrator.getpass.getpass"


def output_of(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def test_no_demonstration_accounts_without_a_demonstration() -> None:
    with pytest.raises(CommandError, match="not a demonstration"):
        output_of("make_demo_accounts")
    assert not Person.objects.exists()


@override_settings(DEMO=True)
def test_demonstration_accounts_are_made_once() -> None:
    first = output_of("make_demo_accounts")
    assert "6 made, 0 unchanged" in first
    before = list(Person.objects.order_by("pk").values()), Event.objects.count()
    second = output_of("make_demo_accounts")
    assert "0 made, 6 unchanged" in second
    assert (list(Person.objects.order_by("pk").values()), Event.objects.count()) == before
    people = demo_people()
    assert set(people) == set(DEMO_ACCOUNTS)
    assert {name: person.roles for name, person in people.items()} == {
        "curator": ["curator"],
        "reviewer-one": ["reviewer"],
        "reviewer-two": ["reviewer"],
        "editor-one": ["editor"],
        "editor-two": ["editor"],
        "administrator": [],
    }
    assert [name for name, person in people.items() if person.is_administrator] == ["administrator"]
    assert not any(person.has_usable_password() for person in people.values())


@override_settings(DEMO=True)
def test_a_missing_demonstration_account_is_made_again() -> None:
    output_of("make_demo_accounts")
    Person.objects.filter(username="reviewer-two").delete()
    assert "reviewer-two: made" in output_of("make_demo_accounts")


def test_the_first_administrator_signs_in_with_the_password_typed_twice() -> None:
    with mock.patch(GETPASS, return_value=PASSWORD):
        said = output_of("make_administrator", "ada", "--name", "Ada Lovelace")
    assert "Ada Lovelace (ada) is an administrator now" in said
    client = Client()
    client.post("/sign-in/", {"login": "ada", "password": PASSWORD})
    assert client.get("/people/").status_code == 200


def test_the_first_administrator_sets_the_password_through_a_link() -> None:
    said = output_of("make_administrator", "ada", "--name", "Ada Lovelace", "--link")
    path = said.strip().splitlines()[-1]
    assert path.startswith("/reset/")
    client = Client()
    assert client.get(path).status_code == 200
    assert client.post(path, {"password": PASSWORD}).status_code == 302
    assert client.get(path).status_code == 403
    client.post("/sign-in/", {"login": "ada", "password": PASSWORD})
    assert client.get("/people/").status_code == 200


@pytest.mark.parametrize(
    ("answers", "name", "part"),
    [
        ((PASSWORD, "another one"), "Ada", "differ"),
        (("short", "short"), "Ada", "too short"),
        ((PASSWORD, PASSWORD), "\x00", "cannot be seen"),
    ],
)
def test_no_administrator_is_made_of_odd_details(
    answers: tuple[str, str], name: str, part: str
) -> None:
    with mock.patch(GETPASS, side_effect=answers), pytest.raises(CommandError, match=part):
        output_of("make_administrator", "ada", "--name", name)
    assert not Person.objects.exists()


def test_an_administrator_of_the_same_name_is_refused() -> None:
    output_of("make_administrator", "ada", "--name", "Ada", "--link")
    with pytest.raises(CommandError, match="belongs to another account"):
        output_of("make_administrator", "ADA", "--name", "Another", "--link")
    assert Person.objects.count() == 1


def test_there_is_no_command_for_superusers() -> None:
    with pytest.raises(CommandError, match="make_administrator"):
        output_of("createsuperuser")
