"""Signing in: by password, with limits, and through the doors of a demonstration."""

from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from accounts.actions.appointing import deactivate
from accounts.actions.demo import make_demo_accounts
from accounts.actions.loader import starter_loader
from accounts.demo import DEMO_ACCOUNTS
from accounts.models import Person
from accounts.presenters import demo_doors
from tests.factories import PASSWORD, make_person

pytestmark = pytest.mark.django_db


def sign_in(client: Client, username: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post(
        reverse("accounts:sign-in"), {"login": username, "password": password, **more}
    )


@pytest.mark.parametrize("typed", ["ada", "ADA", " ada "])
def test_name_in_any_case_and_password_open_the_account(typed: str) -> None:
    person, client = make_person("curator", username="ada"), Client()
    response = sign_in(client, typed)
    assert (response.status_code, response["Location"]) == (302, reverse("evidence:home"))
    assert client.session["_auth_user_id"] == str(person.pk)


def test_the_page_asked_for_is_kept() -> None:
    make_person("curator", username="ada")
    client = Client()
    asked = client.get(reverse("accounts:profile"))
    assert asked["Location"] == "/sign-in/?next=/me/"
    assert 'name="next" value="/me/"' in client.get(asked["Location"]).content.decode()
    assert 'name="next" value="/me/"' in sign_in(client, "ada", "no", next="/me/").content.decode()
    assert sign_in(client, "ada", next="/me/")["Location"] == "/me/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "http:///evil.example",
        "javascript:alert(1)",
        "https://testserver@evil.example/",
        "http://localhost:9999/",
        "\x00//evil.example",
    ],
)
def test_nobody_is_sent_to_another_host(elsewhere: str) -> None:
    make_person("curator", username="ada")
    home = reverse("evidence:home")
    client = Client()
    assert sign_in(client, "ada", next=elsewhere)["Location"] == home
    signed_in = client.get(reverse("accounts:sign-in"), {"next": elsewhere})
    assert signed_in["Location"] == home
    page = Client().get(reverse("accounts:sign-in"), {"next": elsewhere}).content.decode()
    assert f'name="next" value="{home}"' in page
    with override_settings(DEMO=True):
        make_demo_accounts()
        door = Client().post(reverse("accounts:try-as", args=["curator"]), {"next": elsewhere})
    assert door["Location"] == home


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer() -> None:
    make_person("curator", username="ada")
    wrong, unknown = sign_in(Client(), "ada", "wrong"), sign_in(Client(), "bob", "wrong")
    for response in (wrong, unknown):
        assert response.status_code == 422
        assert "do not fit together" in response.content.decode()


def test_a_closed_account_says_so_to_its_owner_only() -> None:
    root, person = make_person(administrator=True), make_person("curator", username="ada")
    deactivate(person=person, actor=root)
    right, wrong = sign_in(Client(), "ada"), sign_in(Client(), "ada", "wrong")
    assert right.status_code == 422
    assert "This account is closed" in right.content.decode()
    assert "do not fit together" in wrong.content.decode()


def test_accounts_without_a_password_are_not_opened_by_one() -> None:
    starter_loader()
    make_demo_accounts()
    for username in ("starter-loader", *DEMO_ACCOUNTS):
        for password in ("", "!", PASSWORD):
            client = Client()
            assert sign_in(client, username, password).status_code in (422, 429)
            assert "_auth_user_id" not in client.session


def test_guessing_one_password_is_stopped_with_a_page() -> None:
    make_person("curator", username="ada")
    statuses = [sign_in(Client(), "ada", f"guess-{number}").status_code for number in range(6)]
    assert statuses == [422] * 5 + [429]
    stopped = sign_in(Client(), "ada")
    assert stopped.status_code == 429, "the right password too"
    assert "Wait five minutes" in stopped.content.decode()


def test_trying_many_names_from_one_place_is_stopped_with_a_page() -> None:
    responses = [sign_in(Client(), f"name-{number}", "guess") for number in range(31)]
    assert responses[9].status_code == 422
    assert responses[10].status_code == 429
    assert "Wait five minutes" in responses[10].content.decode()
    assert responses[30].status_code == 429
    page = responses[30].content.decode()
    assert "Too many attempts" in page
    assert "<html" in page


def test_invitation_and_password_links_are_limited_too() -> None:
    for address in ("/invitations/x/", "/reset/x/y/"):
        statuses = [Client().post(address).status_code for _ in range(21)]
        assert statuses[0] in (403, 404)
        assert statuses[20] == 429


def test_there_are_no_doors_outside_a_demonstration() -> None:
    make_demo_accounts()
    assert demo_doors() == []
    assert "/try-as/" not in Client().get(reverse("accounts:sign-in")).content.decode()
    for username in DEMO_ACCOUNTS:
        client = Client()
        assert client.post(reverse("accounts:try-as", args=[username])).status_code == 404
        assert "_auth_user_id" not in client.session


@override_settings(DEMO=True)
def test_each_door_opens_its_account_and_leads_to_its_first_page() -> None:
    make_demo_accounts()
    doors = demo_doors()
    assert [door["username"] for door in doors] == list(DEMO_ACCOUNTS)
    page = Client().get(reverse("accounts:sign-in")).content.decode()
    for door in doors:
        assert f'action="{door["action_url"]}"' in page
        assert door["sentence"] in page
        client = Client()
        response = client.post(door["action_url"], {"next": door["next_url"]})
        assert (response.status_code, response["Location"]) == (302, door["next_url"])
        person = Person.objects.get(pk=client.session["_auth_user_id"])
        assert person.username == door["username"]


@override_settings(DEMO=True)
def test_a_door_opens_nothing_but_a_demonstration_account() -> None:
    root = make_person(administrator=True)
    make_demo_accounts()
    make_person("curator", username="ada")
    starter_loader()
    deactivate(person=Person.objects.get(username="editor-one"), actor=root)
    owned = Person.objects.get(username="editor-two")
    owned.set_password(PASSWORD)
    owned.save()
    for username in ("ada", root.username, "starter-loader", "editor-one", "editor-two", "nobody"):
        client = Client()
        assert client.post(reverse("accounts:try-as", args=[username])).status_code == 404
        assert "_auth_user_id" not in client.session
    assert "editor-one" not in [door["username"] for door in demo_doors()]


@override_settings(DEMO=True)
def test_a_door_replaces_who_was_signed_in() -> None:
    make_demo_accounts()
    client = Client()
    for username in ("curator", "administrator"):
        client.post(reverse("accounts:try-as", args=[username]))
        person = Person.objects.get(pk=client.session["_auth_user_id"])
        assert person.username == username
