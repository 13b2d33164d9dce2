"""Who gets which answer at which address of accounts, and what bad input is told."""

import uuid
from collections.abc import Callable

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, reverse

from accounts import urls
from accounts.actions.inviting import invite
from accounts.actions.passwords import reset_password_link
from accounts.models import Invitation, Person
from ground.models import Event
from tests.factories import PASSWORD, make_person
from tests.reading import as_if_new

pytestmark = pytest.mark.django_db
WHO = ("anonymous", "curator", "reviewer", "editor", "administrator")

# address name, method → status for each of WHO. 302 for a stranger leads to the sign-in page.
MATRIX: dict[tuple[str, str], tuple[int, int, int, int, int]] = {
    ("sign-in", "get"): (200, 302, 302, 302, 302),
    ("sign-in", "post"): (422, 302, 302, 302, 302),
    ("sign-out", "get"): (405, 405, 405, 405, 405),
    ("sign-out", "post"): (302, 302, 302, 302, 302),
    ("try-as", "get"): (405, 405, 405, 405, 405),
    ("try-as", "post"): (404, 404, 404, 404, 404),
    ("profile", "get"): (302, 200, 200, 200, 200),
    ("profile", "post"): (302, 422, 422, 422, 422),
    ("password-change", "get"): (302, 200, 200, 200, 200),
    ("password-change", "post"): (302, 422, 422, 422, 422),
    ("password-set", "get"): (200, 200, 200, 200, 200),
    ("password-set", "post"): (422, 422, 422, 422, 422),
    ("mail-outbox", "get"): (302, 404, 404, 404, 404),
    ("mail-outbox", "post"): (302, 405, 405, 405, 405),
    ("mail-wishes", "get"): (302, 200, 200, 200, 200),
    ("mail-wishes", "post"): (302, 422, 422, 422, 422),
    ("notification-list", "get"): (302, 200, 200, 200, 200),
    ("notification-list", "post"): (302, 405, 405, 405, 405),
    ("notification-open", "get"): (302, 404, 404, 404, 404),
    ("notification-open", "post"): (302, 405, 405, 405, 405),
    ("notification-read", "get"): (302, 405, 405, 405, 405),
    ("notification-read", "post"): (302, 302, 302, 302, 302),
    ("token-list", "get"): (302, 200, 200, 200, 200),
    ("token-list", "post"): (302, 422, 422, 422, 422),
    ("token-revoke", "get"): (302, 405, 405, 405, 405),
    ("token-revoke", "post"): (302, 404, 404, 404, 404),
    ("people", "get"): (302, 403, 403, 403, 200),
    ("people", "post"): (302, 405, 405, 405, 405),
    ("person-appoint", "get"): (302, 405, 405, 405, 405),
    ("person-appoint", "post"): (302, 404, 404, 404, 302),
    ("person-deactivate", "get"): (302, 405, 405, 405, 405),
    ("person-deactivate", "post"): (302, 404, 404, 404, 302),
    ("person-reactivate", "get"): (302, 405, 405, 405, 405),
    ("person-reactivate", "post"): (302, 404, 404, 404, 403),
    ("person-reset-password", "get"): (302, 405, 405, 405, 405),
    ("person-reset-password", "post"): (302, 404, 404, 404, 200),
    ("person-verify-orcid", "get"): (302, 405, 405, 405, 405),
    ("person-verify-orcid", "post"): (302, 404, 404, 404, 403),
    ("app-remove", "get"): (302, 405, 405, 405, 405),
    ("app-remove", "post"): (302, 302, 302, 302, 302),
    ("app-set-up", "get"): (302, 302, 302, 302, 302),
    ("app-set-up", "post"): (302, 302, 302, 302, 302),
    ("confirm", "get"): (302, 200, 200, 200, 200),
    ("confirm", "post"): (302, 422, 422, 422, 422),
    ("passkey-add", "get"): (302, 302, 302, 302, 302),
    ("passkey-add", "post"): (302, 302, 302, 302, 302),
    ("passkey-remove", "get"): (302, 405, 405, 405, 405),
    ("passkey-remove", "post"): (302, 302, 302, 302, 302),
    ("passkey-rename", "get"): (302, 405, 405, 405, 405),
    ("passkey-rename", "post"): (302, 404, 404, 404, 404),
    ("person-remove-factors", "get"): (302, 405, 405, 405, 405),
    ("person-remove-factors", "post"): (302, 404, 404, 404, 403),
    ("recovery-codes", "get"): (302, 302, 302, 302, 302),
    ("recovery-codes", "post"): (302, 302, 302, 302, 302),
    ("security", "get"): (302, 200, 200, 200, 200),
    ("security", "post"): (302, 405, 405, 405, 405),
    ("sign-in-factor", "get"): (302, 302, 302, 302, 302),
    ("sign-in-factor", "post"): (302, 302, 302, 302, 302),
    ("sign-in-passkey", "get"): (200, 200, 200, 200, 200),
    ("sign-in-passkey", "post"): (422, 302, 302, 302, 302),
    ("connection-end", "get"): (302, 405, 405, 405, 405),
    ("connection-end", "post"): (302, 302, 302, 302, 302),
    ("connection-make", "get"): (302, 405, 405, 405, 405),
    ("connection-make", "post"): (302, 302, 302, 302, 302),
    ("sign-in-return", "get"): (404, 404, 404, 404, 404),
    ("sign-in-return", "post"): (405, 405, 405, 405, 405),
    ("sign-in-with", "get"): (405, 405, 405, 405, 405),
    ("sign-in-with", "post"): (404, 302, 302, 302, 302),
    ("invitation-make", "get"): (302, 405, 405, 405, 405),
    ("invitation-make", "post"): (302, 403, 403, 403, 200),
    ("invitation-withdraw", "get"): (302, 405, 405, 405, 405),
    ("invitation-withdraw", "post"): (302, 404, 404, 404, 302),
    ("invitation-accept", "get"): (200, 200, 200, 200, 200),
    ("invitation-accept", "post"): (422, 422, 422, 422, 422),
}


def client_of(who: str) -> Client:
    client = Client()
    if who == "administrator":
        client.force_login(make_person(administrator=True))
    elif who != "anonymous":
        client.force_login(make_person(who))
    return client


def address_of(name: str) -> str:
    """Return an address of `name` about somebody else, with a live token where one is needed."""
    root, person = make_person(administrator=True), make_person("curator")
    invitation, token = invite(roles=["curator"], note="", actor=root)
    key = reset_password_link(person=person, actor=root)
    arguments = {
        "try-as": ["curator"],
        "password-set": [key.uid, key.token],
        "invitation-withdraw": [invitation.pk],
        "invitation-accept": [token],
        "notification-open": [uuid.uuid4()],
        "token-revoke": [999_999],
        "passkey-remove": [999_999],
        "passkey-rename": [999_999],
        "connection-end": ["orcid"],
        "connection-make": ["orcid"],
        "sign-in-return": ["orcid"],
        "sign-in-with": ["orcid"],
    }
    if name.startswith("person-"):
        arguments[name] = [person.pk]
    return reverse(f"accounts:{name}", args=arguments.get(name, []))


def test_the_permission_matrix() -> None:
    wrong = []
    addresses = {name: address_of(name) for name, _ in MATRIX}
    browsers = {who: client_of(who) for who in WHO}
    for (name, method), statuses in MATRIX.items():
        address = addresses[name]
        for who, expected in zip(WHO, statuses, strict=True):
            client = as_if_new(browsers[who])
            # Each meets the accounts as they were.
            with transaction.atomic():
                response = getattr(client, method)(address)
                transaction.set_rollback(True)
            sent = response.status_code == 302 and response["Location"].startswith("/sign-in/")
            stranger = who == "anonymous" and expected == 302 and name != "sign-out"
            if (response.status_code, sent) != (expected, stranger):
                wrong.append((name, method, who, response.status_code, sent))
    assert wrong == []


def test_every_address_has_its_row() -> None:
    names = {pattern.name for pattern in urls.urlpatterns if isinstance(pattern, URLPattern)}
    assert names == {name for name, _ in MATRIX}


@pytest.mark.parametrize("verb", ["appoint", "deactivate", "reactivate", "reset-password"])
def test_nobody_does_it_to_their_own_account_either(verb: str) -> None:
    person = make_person("curator", "reviewer", "editor")
    client = Client()
    client.force_login(person)
    address = reverse(f"accounts:person-{verb}", args=[person.pk])
    response = client.post(address, {"roles": ["editor"], "administrator": "on"})
    assert response.status_code == 403
    assert "Only administrators" in response.content.decode()
    person.refresh_from_db()
    assert (person.is_administrator, person.is_active) == (False, True)


def test_forms_without_their_token_are_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_person(administrator=True))
    response = client.post(reverse("accounts:invitation-make"), {"note": "x"})
    assert response.status_code == 403
    assert not Invitation.objects.filter(note="x").exists()


Send = Callable[[Client, dict[str, str]], HttpResponse]
FORMS: dict[str, tuple[str, dict[str, str]]] = {
    "sign-in": ("anonymous", {"login": "ada", "password": PASSWORD}),
    "profile": ("curator", {"name": "Ada", "email": "a@example.org", "orcid": ""}),
    "password-change": ("curator", {"current": PASSWORD, "password": "seven violet exosomes"}),
    "password-set": ("anonymous", {"password": "seven violet exosomes"}),
    "invitation-make": ("administrator", {"note": "for Ada"}),
    "invitation-accept": (
        "anonymous",
        {"username": "ada", "name": "Ada", "email": "a@example.org", "password": PASSWORD},
    ),
}
ODD = {
    "nul": ("a\x00b", "cannot be seen or stored"),
    "control": ("a\x1bb", "cannot be seen or stored"),
    "bidi": ("a\u202eb", "cannot be seen or stored"),
    "huge": ("a" * 100_000, "characters are more than the"),
}


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(
    ("name", "field"), [(name, field) for name, (_, fields) in FORMS.items() for field in fields]
)
def test_what_cannot_be_stored_is_told_beside_its_field(name: str, field: str, odd: str) -> None:
    text, message = ODD[odd]
    who, fields = FORMS[name]
    address, client = address_of(name), client_of(who)
    before = Event.objects.count()
    response = client.post(address, fields | {field: text})
    assert response.status_code == 422
    page = response.content.decode()
    assert message in page
    assert f"#id_{field}" in page, "the summary links to the field"
    assert Event.objects.count() == before


@pytest.mark.parametrize("value", ["king", "\x00", "a" * 100_000])
@pytest.mark.parametrize("name", ["invitation-make", "person-appoint"])
def test_a_role_that_does_not_exist_is_refused(name: str, value: str) -> None:
    address, client = address_of(name), client_of("administrator")
    before = Event.objects.count()
    response = client.post(address, {"roles": ["curator", value]})
    assert response.status_code == 422
    assert "choose from curator, reviewer, editor" in response.content.decode()
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    "path",
    [
        "/invitations/%00/",
        "/invitations/" + "a" * 5_000 + "/",
        "/people/99999999999999999999999/appoint/",
        "/invitations/99999999999999999999999/withdraw/",
        "/try-as/%00/",
    ],
)
def test_addresses_of_nothing_are_not_found(path: str) -> None:
    client = client_of("administrator")
    response = client.post(path) if path.count("/") != 3 or "try" in path else client.get(path)
    assert response.status_code == 404


def test_the_people_page_asks_as_often_for_many_as_for_one(
    django_assert_num_queries: Callable[..., object],
) -> None:
    client = client_of("administrator")
    invite(roles=[], note="", actor=Person.objects.get())
    address = reverse("accounts:people")
    with django_assert_num_queries(5):  # session, reader, unread, people, invitations
        client.get(address)
    make_person("curator")
    make_person("reviewer")
    with django_assert_num_queries(5):
        page = client.get(address).content.decode()
    assert page.count('id="person-') == 3
    assert page.count("used by") == 2


def test_a_link_is_shown_once_and_kept_nowhere() -> None:
    client = client_of("administrator")
    response = client.post(reverse("accounts:invitation-make"), {"roles": ["curator"]})
    page = response.content.decode()
    link = page.split('value="http://testserver/invitations/')[1].split("/")[0]
    assert "no-store" in response["Cache-Control"]
    assert Client().get(f"/invitations/{link}/").status_code == 200
    assert link not in client.get(reverse("accounts:people")).content.decode()
    assert link not in str(dict(client.session.items()))


def test_an_invited_person_arrives_signed_in() -> None:
    root = make_person(administrator=True)
    _, token = invite(roles=["curator"], note="", actor=root)
    client = Client()
    address = reverse("accounts:invitation-accept", args=[token])
    fields = {"username": "ada", "name": "Ada", "email": "", "password": PASSWORD}
    response = client.post(address, fields)
    assert (response.status_code, response["Location"]) == (302, reverse("evidence:home"))
    assert client.session["_auth_user_id"] == str(Person.objects.get(username="ada").pk)
    again = Client().post(address, fields | {"username": "bob"})
    assert again.status_code == 409
    assert "This link opens nothing" in again.content.decode()
    assert "has been used" in again.content.decode()


def test_a_used_password_link_says_so() -> None:
    address = address_of("password-set")
    assert Client().post(address, {"password": "seven violet exosomes"}).status_code == 302
    again = Client().get(address)
    assert again.status_code == 403
    assert "This link opens nothing" in again.content.decode()
    assert "has been used" in again.content.decode()


def test_what_was_typed_is_still_there_after_a_mistake() -> None:
    address = address_of("invitation-accept")
    fields = {"username": "ada", "name": "Ada Lovelace", "email": "nowhere", "password": PASSWORD}
    page = Client().post(address, fields).content.decode()
    assert 'value="Ada Lovelace"' in page
    assert 'value="nowhere"' in page
    assert PASSWORD not in page


def test_a_new_password_ends_other_sessions_and_keeps_this_one() -> None:
    person = make_person("curator")
    here, elsewhere = Client(), Client()
    here.force_login(person)
    elsewhere.force_login(person)
    fields = {"current": PASSWORD, "password": "seven violet exosomes"}
    assert here.post(reverse("accounts:password-change"), fields).status_code == 302
    assert here.get(reverse("accounts:profile")).status_code == 200
    assert elsewhere.get(reverse("accounts:profile")).status_code == 302


def test_a_closed_account_is_signed_out_at_once() -> None:
    person, client = make_person("curator"), client_of("administrator")
    theirs = Client()
    theirs.force_login(person)
    client.post(reverse("accounts:person-deactivate", args=[person.pk]))
    assert theirs.get(reverse("accounts:profile")).status_code == 302


def test_a_person_sees_that_an_administrator_made_a_link() -> None:
    person, client = make_person("curator"), client_of("administrator")
    client.post(reverse("accounts:person-reset-password", args=[person.pk]))
    theirs = Client()
    theirs.force_login(person)
    page = theirs.get(reverse("accounts:profile")).content.decode()
    assert "A link for a new password was made, by an administrator." in page


def test_signing_out_ends_the_session() -> None:
    client = client_of("curator")
    client.post(reverse("accounts:sign-out"))
    assert client.get(reverse("accounts:profile")).status_code == 302
