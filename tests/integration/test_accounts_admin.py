"""Django's admin shows people to administrators and changes nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions.inviting import invite
from accounts.models import Invitation, Person
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def addresses() -> list[str]:
    person = make_person("curator")
    invitation = Invitation.objects.get(accepted_by=person)
    return [
        reverse("admin:accounts_person_changelist"),
        reverse("admin:accounts_person_change", args=[person.pk]),
        reverse("admin:accounts_invitation_changelist"),
        reverse("admin:accounts_invitation_change", args=[invitation.pk]),
    ]


def test_administrators_look_at_people_and_invitations() -> None:
    client = client_of(make_person(administrator=True))
    for address in (reverse("admin:index"), *addresses()):
        assert client.get(address).status_code == 200


def test_no_hash_of_a_password_or_token_is_shown() -> None:
    client = client_of(make_person(administrator=True))
    person_page, invitation_page = addresses()[1::2]
    person = Person.objects.get(roles=["curator"])
    page = client.get(person_page).content.decode()
    assert person.name in page
    assert f"{reverse('accounts:people')}#person-{person.pk}" in page
    assert person.password not in page
    invitation = Invitation.objects.get(accepted_by=person)
    assert invitation.token_hash not in client.get(invitation_page).content.decode()


@pytest.mark.parametrize("roles", [("curator",), ("reviewer",), ()])
def test_others_are_told_who_the_admin_is_for(roles: tuple[str, ...]) -> None:
    client = client_of(make_person(*roles))
    response = client.get(reverse("admin:index"), follow=True)
    assert response.status_code == 403
    assert "for editors and administrators" in response.content.decode()


def test_editors_find_no_people_in_the_admin() -> None:
    client = client_of(make_person("editor"))
    for address in addresses():
        assert client.get(address).status_code == 403
    assert "accounts" not in client.get(reverse("admin:index")).content.decode()


def test_strangers_sign_in_on_our_page() -> None:
    for address in addresses():
        response = Client().get(address)
        assert response["Location"] == f"/sign-in/?next={address}"
    response = Client().get(reverse("admin:login"), {"next": "/admin/accounts/"})
    assert response["Location"] == "/sign-in/?next=%2Fadmin%2Faccounts%2F"


def test_nothing_is_added_changed_or_deleted() -> None:
    root = make_person(administrator=True)
    client, person = client_of(root), make_person("curator")
    invitation, _ = invite(roles=[], note="", actor=root)
    before = list(Person.objects.order_by("pk").values()), list(Invitation.objects.values())
    for model, pk in (("person", person.pk), ("invitation", invitation.pk)):
        for address in (
            reverse(f"admin:accounts_{model}_add"),
            reverse(f"admin:accounts_{model}_change", args=[pk]),
            reverse(f"admin:accounts_{model}_delete", args=[pk]),
        ):
            fields = {"name": "X", "roles": "editor", "is_administrator": "on", "post": "yes"}
            assert client.post(address, fields).status_code == 403
        chosen = {"action": "delete_selected", "_selected_action": [pk], "post": "yes"}
        client.post(reverse(f"admin:accounts_{model}_changelist"), chosen)
    assert (
        list(Person.objects.order_by("pk").values()),
        list(Invitation.objects.values()),
    ) == before


def test_what_belongs_to_installed_apps_is_nobodys() -> None:
    for person in (make_person(administrator=True), make_person("editor")):
        client = client_of(person)
        for name in ("auth_group", "account_emailaddress"):
            assert client.get(reverse(f"admin:{name}_changelist")).status_code == 403


def test_password_and_sign_out_of_the_admin_are_ours() -> None:
    client = client_of(make_person(administrator=True))
    assert client.get(reverse("admin:password_change"))["Location"] == "/me/password/"
    assert client.post(reverse("admin:logout")).status_code == 302
    assert client.get(reverse("accounts:profile")).status_code == 302
