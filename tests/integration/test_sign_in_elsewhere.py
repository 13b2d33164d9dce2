"""ORCID and a server of the institution: connected, signed in with, and not believed too much."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core.checks import run_checks
from django.test import Client
from django.urls import reverse

from accounts import sign_in_elsewhere, totp
from accounts.actions.appointing import deactivate
from accounts.actions.connections import connect
from accounts.actions.factors import set_up_app
from accounts.actions.profiles import update_profile
from accounts.models import Notification, Person
from accounts.servers import problems_in, servers_in
from accounts.sign_in_elsewhere import KnownHostsSession
from ground import clock
from ground.errors import Denied, Invalid, Missing
from ground.models import Event
from tests.factories import PASSWORD, make_person
from tests.identity_server import IdentityServer, identity_server, new_key

pytestmark = pytest.mark.django_db
ID = "0000-0002-1825-0097"
OTHER_ID = "0000-0001-5109-3700"


@pytest.fixture(scope="module")
def running() -> Iterator[IdentityServer]:
    with identity_server() as server:
        yield server


@pytest.fixture
def elsewhere(running: IdentityServer, settings: Any) -> Iterator[IdentityServer]:
    """The server as it is usually: well-behaved, and named under both names."""
    usual = {**vars(running), "asked": [], "codes": {}, "claims": {}, "description": {}}
    vars(running).update(usual)
    settings.SIGN_IN_SERVERS = [running.as_server(), running.as_server("oidc", "The institute")]
    yield running
    vars(running).update(usual)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def go(client: Client, address: str, server: IdentityServer, **more: str) -> Any:
    """Press a button that leads elsewhere, say yes there, and come back."""
    page = client.post(address, more)
    assert page.status_code == 200, page
    onward = unescape(re.search(r'href="(http://127[^"]+)"', page.content.decode())[1])  # type: ignore[index]
    assert page["Refresh"] == f"0; url={onward}"
    assert "form-action 'self'" in page["Content-Security-Policy"]
    return client.get(server.sends_back(onward))


def sign_in_with(client: Client, server: IdentityServer, name: str = "orcid", **more: str) -> Any:
    return go(client, reverse("accounts:sign-in-with", args=[name]), server, **more)


def settings_of(person: Person) -> Client:
    """A client of `person` whose password was asked just now."""
    client = Client()
    client.force_login(person)
    client.post(reverse("accounts:confirm"), {"password": PASSWORD})
    return client


def test_an_orcid_id_is_connected_verified_and_signs_in(elsewhere: IdentityServer) -> None:
    person = make_person("curator", username="ada")
    client = settings_of(person)
    assert "Connect ORCID" in client.get(reverse("accounts:security")).content.decode()
    back = go(client, reverse("accounts:connection-make", args=["orcid"]), elsewhere)
    assert back["Location"] == reverse("accounts:security")
    page = client.get(back["Location"]).content.decode()
    assert f"as {ID}" in page
    assert "ORCID is connected" in page
    person.refresh_from_db()
    assert (person.verified_orcid, person.email, person.name) == (ID, None, "Ada")
    verbs = Event.objects.filter(stream=f"person:{person.pk}").order_by("position")
    assert [event.verb for event in verbs][-2:] == ["verify-orcid", "connect"]
    assert ID not in "".join(event.data for event in verbs), "events outlive the people in them"
    assert Notification.objects.filter(person=person, kind="account").count() == 1
    assert SocialAccount.objects.get().extra_data == {}
    assert not SocialToken.objects.exists()

    newly = Client()
    page = newly.get(reverse("accounts:sign-in"), {"next": "/me/tokens/"}).content.decode()
    assert "Sign in with ORCID" in page
    assert "Sign in with The institute" in page
    assert sign_in_with(newly, elsewhere, next="/me/tokens/")["Location"] == "/me/tokens/"
    assert newly.session["_auth_user_id"] == str(person.pk)
    assert sign_in_with(Client(), elsewhere, next="https://evil.example/")["Location"] == "/"
    assert set(elsewhere.asked) == {"/.well-known/openid-configuration", "/jwks", "/token"}

    with pytest.raises(Invalid, match="you sign in with this one"):
        update_profile(person=person, name="Ada", email="", orcid=OTHER_ID, actor=person)
    client.post(reverse("accounts:connection-end", args=["orcid"]))
    person.refresh_from_db()
    assert person.verified_orcid == ID, "it was shown to be theirs, and stays so"
    assert sign_in_with(Client(), elsewhere).status_code == 403


def test_nobody_gets_an_account_and_is_told_what_to_do(elsewhere: IdentityServer) -> None:
    make_person("curator", username="ada")
    Person.objects.filter(username="ada").update(email="root@example.org")
    people = Person.objects.count()
    for name in ("orcid", "oidc"):
        client = Client()
        refused = sign_in_with(client, elsewhere, name)
        assert (refused.status_code, is_in(client)) == (403, False)
        page = refused.content.decode()
        assert "Accounts come by invitation" in page
        assert reverse("accounts:sign-in") in page
    assert (Person.objects.count(), SocialAccount.objects.count()) == (people, 0)


def test_the_second_factor_is_asked_all_the_same(elsewhere: IdentityServer) -> None:
    person, secret = make_person("curator"), totp.new_secret()
    step = totp.step_of(clock.now().timestamp())
    set_up_app(secret=secret, code=totp.code_at(secret, step), actor=person)
    connect(server="oidc", uid=elsewhere.subject, actor=person)
    client = Client()
    asked = sign_in_with(client, elsewhere, "oidc", next="/me/mail/")
    assert (asked["Location"], is_in(client)) == (reverse("accounts:sign-in-factor"), False)
    done = client.post(asked["Location"], {"code": totp.code_at(secret, step + 1)})
    assert (done["Location"], is_in(client)) == ("/me/mail/", True)


def test_a_closed_account_is_not_opened(elsewhere: IdentityServer) -> None:
    root, person = make_person(administrator=True), make_person("curator")
    connect(server="orcid", uid=ID, actor=person)
    deactivate(person=person, actor=root)
    refused = sign_in_with(client := Client(), elsewhere)
    assert (refused.status_code, is_in(client)) == (403, False)
    assert "This account is closed" in refused.content.decode()


def _misbehaving() -> dict[str, Callable[[IdentityServer], dict[str, Any]]]:
    elsewhere = "https://evil.example/x"
    return {
        "another key": lambda server: {"signs_with": new_key()},
        "another issuer": lambda server: {"claims": {"iss": "https://evil.example"}},
        "for another site": lambda server: {"claims": {"aud": "somebody else"}},
        "too old": lambda server: {"claims": {"exp": 1}},
        "no subject": lambda server: {"claims": {"sub": ""}},
        "no token": lambda server: {"token": ""},
        "no real token": lambda server: {"token": "a.b.c"},
        "unsigned": lambda server: {
            "token": "eyJhbGciOiJub25lIiwia2lkIjoib25lIn0.eyJzdWIiOiJ4In0."
        },
        "asks another host": lambda server: {"description": {"token_endpoint": elsewhere}},
        "keys of another host": lambda server: {"description": {"jwks_uri": elsewhere}},
        "says it is another": lambda server: {"description": {"issuer": "https://evil.example"}},
        "sends on": lambda server: {"description": {"token_endpoint": server.address + "/none"}},
    }


@pytest.mark.parametrize("how", list(_misbehaving()))
def test_a_server_is_not_believed_too_much(elsewhere: IdentityServer, how: str) -> None:
    person, client = make_person("curator"), Client()
    connect(server="orcid", uid=ID, actor=person)
    page = client.post(reverse("accounts:sign-in-with", args=["orcid"]))
    onward = unescape(re.search(r'href="(http://127[^"]+)"', page.content.decode())[1])  # type: ignore[index]
    vars(elsewhere).update(_misbehaving()[how](elsewhere))
    refused = client.get(elsewhere.sends_back(onward))
    assert (refused.status_code, is_in(client)) == (403, False)
    assert "could not be asked, or its answer was not in order" in refused.content.decode()


def test_the_way_back_is_gone_once_and_by_who_began(elsewhere: IdentityServer) -> None:
    connect(server="orcid", uid=ID, actor=make_person("curator"))
    client, other = Client(), Client()
    page = client.post(reverse("accounts:sign-in-with", args=["orcid"])).content.decode()
    onward = unescape(re.search(r'href="(http://127[^"]+)"', page)[1])  # type: ignore[index]
    back = elsewhere.sends_back(onward)
    for stranger in (other, client):
        answer = stranger.get(back)
        assert is_in(stranger) == (stranger is client), answer
    again = client.get(back)
    assert again.status_code == 403
    assert "has been used" in again.content.decode()
    elsewhere.cancels = True
    cancelled = sign_in_with(Client(), elsewhere)
    assert "was told not to say who you are" in cancelled.content.decode()


def test_a_server_that_is_gone_or_slow_is_said_to_be(
    elsewhere: IdentityServer, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in_elsewhere, "SECONDS", 0.2)
    elsewhere.waits = 0.5
    slow = Client().post(reverse("accounts:sign-in-with", args=["orcid"]))
    assert slow.status_code == 403
    assert "could not be asked" in slow.content.decode()
    with pytest.raises(OSError, match="none of the hosts"):
        KnownHostsSession().get("http://127.0.0.1:9/")
    settings.SIGN_IN_SERVERS = []
    assert "Sign in with ORCID" not in Client().get(reverse("accounts:sign-in")).content.decode()
    assert Client().post(reverse("accounts:sign-in-with", args=["orcid"])).status_code == 404


def test_an_id_is_one_accounts_alone(elsewhere: IdentityServer) -> None:
    one, two = make_person("curator"), make_person("curator")
    update_profile(person=one, name="One", email="", orcid=ID, actor=one)
    with pytest.raises(Denied, match="belongs to another account"):
        connect(server="orcid", uid=ID, actor=two)
    connect(server="orcid", uid=ID, actor=one)
    with pytest.raises(Denied, match="connected with another account"):
        connect(server="orcid", uid=ID, actor=two)
    with pytest.raises(Denied, match="another account of this server"):
        connect(server="orcid", uid=OTHER_ID, actor=one)
    for odd in ("0000-0002-1825-0098", "x", ""):
        with pytest.raises(Denied, match="ORCID iD"):
            connect(server="orcid", uid=odd, actor=two)
    assert [c.user_id for c in SocialAccount.objects.all()] == [one.pk]


def test_somebody_elses_connection_is_not_there() -> None:
    one, two = make_person("curator"), make_person("curator")
    connect(server="oidc", uid="x", actor=one)
    with pytest.raises(Missing):
        sign_in_elsewhere.server_named("oidc")
    client = settings_of(two)
    assert client.post(reverse("accounts:connection-end", args=["oidc"])).status_code == 404
    one.set_unusable_password()
    one.save()
    client.force_login(one)
    refused = client.post(reverse("accounts:connection-end", args=["oidc"]))
    assert refused.status_code == 403
    assert "Nothing else would open your account" in refused.content.decode()


@pytest.mark.parametrize(
    ("environment", "problem"),
    [
        ({}, ""),
        ({"ORCID_CLIENT_ID": "a", "ORCID_SECRET": "b"}, ""),
        ({"ORCID_CLIENT_ID": "a"}, "EVIDENCE_ORCID_SECRET missing"),
        ({"OIDC_CLIENT_ID": "a", "OIDC_SECRET": "b"}, "EVIDENCE_OIDC_SERVER missing"),
        ({"OIDC_SERVER": "https://x.example"},
         "EVIDENCE_OIDC_CLIENT_ID and EVIDENCE_OIDC_SECRET missing"),
        ({"OIDC_CLIENT_ID": "a", "OIDC_SECRET": "b", "OIDC_SERVER": "http://x.example"},
         "is not https"),
        ({"OIDC_CLIENT_ID": "a", "OIDC_SECRET": "b", "OIDC_SERVER": "x.example"},
         "is not https"),
    ],
)  # fmt: skip
def test_half_a_configuration_is_off_and_said(
    environment: dict[str, str], problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = {f"EVIDENCE_{key}": value for key, value in environment.items()}
    for key, value in named.items():
        monkeypatch.setenv(key, value)
    said = [one.msg for one in run_checks() if one.id == "evidence.W002"]
    assert said == problems_in(named)
    assert len(said) == bool(problem)
    assert problem in "".join(said)
    assert len(servers_in(named)) == (bool(named) and not problem)
