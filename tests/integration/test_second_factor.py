"""A second factor: an app's codes and recovery codes, by HTTP as a person does it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from accounts import totp
from accounts.actions.demo import make_demo_accounts
from accounts.actions.factors import (
    add_passkey,
    recovery_codes_of,
    remove_factors,
    remove_passkey,
    set_up_app,
    use_code,
)
from accounts.models import Notification, Person
from ground import clock
from ground.errors import Denied
from ground.models import Event
from tests.factories import PASSWORD, make_person

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 3, 12, 0, 1, tzinfo=UTC)


class Clock:
    """The time of the test, which passes when it is told to."""

    def __init__(self) -> None:
        self.now = AT

    def passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    time = Clock()
    monkeypatch.setattr(clock, "now", lambda: time.now)
    return time


def code_of(secret: str, time: Clock) -> str:
    return totp.code_at(secret, totp.step_of(time.now.timestamp()))


def with_app(time: Clock, **more: Any) -> tuple[Person, str]:
    """Return somebody with an app, and its secret; its first code is an hour old."""
    person, secret = make_person("curator", **more), totp.new_secret()
    set_up_app(secret=secret, code=code_of(secret, time), actor=person)
    time.passes(3600)
    return person, secret


def give_password(client: Client, username: str, **more: str) -> Any:
    typed = {"login": username, "password": PASSWORD, **more}
    return client.post(reverse("accounts:sign-in"), typed)


def give_code(client: Client, code: str) -> Any:
    return client.post(reverse("accounts:sign-in-factor"), {"code": code})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def verbs_of(person: Person) -> list[str]:
    events = Event.objects.filter(stream=f"person:{person.pk}").order_by("position")
    return [event.verb for event in events]


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    """RFC 6238, appendix B, its last six digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert totp.code_at(secret, totp.step_of(seconds)) == code


def test_a_story_from_settings_to_signing_in(time: Clock) -> None:
    person, client = make_person("curator", username="ada"), Client()
    give_password(client, "ada")
    page = client.get(reverse("accounts:profile")).content.decode()
    assert reverse("accounts:security") in page
    add = reverse("accounts:app-set-up")
    asked = client.get(add)
    assert asked["Location"] == f"/me/security/confirm/?next={add.replace('/', '%2F')}"
    wrong = client.post(reverse("accounts:confirm"), {"password": "wrong", "next": add})
    assert wrong.status_code == 422
    assert client.get(add).status_code == 302, "still not confirmed"
    right = client.post(reverse("accounts:confirm"), {"password": PASSWORD, "next": add})
    assert right["Location"] == add

    page = client.get(add).content.decode()
    assert "data:image/svg+xml;base64," in page
    secret = re.search(r'id="secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")  # type: ignore[index]
    assert f"secret={secret}&" in unescape(page)
    refused = client.post(add, {"code": "000000"})
    assert refused.status_code == 422
    assert secret[:4] in refused.content.decode(), "nothing to scan again"
    done = client.post(add, {"code": code_of(secret, time)})
    assert done["Location"] == reverse("accounts:recovery-codes")
    codes = re.findall(r"<li>(\d{8})</li>", client.get(done["Location"]).content.decode())
    assert len(codes) == 10
    assert secret not in str(Authenticator.objects.values_list("data", flat=True))

    client = Client()
    asked = give_password(client, "ada", next="/me/tokens/", remember="on")
    assert (asked["Location"], is_in(client)) == (reverse("accounts:sign-in-factor"), False)
    used = give_code(client, code_of(secret, time))
    assert (used.status_code, is_in(client)) == (422, False), "the code that set it up"
    time.passes(30)
    fits = code_of(secret, time)
    assert give_code(client, f"{fits[:3]} {fits[3:]}")["Location"] == "/me/tokens/"
    assert is_in(client)
    assert not client.session.get_expire_at_browser_close(), "“stay signed in” was kept"

    again = Client()
    give_password(again, "ada")
    assert give_code(again, fits).status_code == 422, "a code works once"
    assert not is_in(again)
    assert give_code(again, codes[3]).status_code == 302
    assert is_in(again)
    once_more = Client()
    give_password(once_more, "ada")
    assert give_code(once_more, codes[3]).status_code == 422, "a recovery code works once"
    assert codes[3] not in recovery_codes_of(person)
    assert verbs_of(person)[1:] == ["set-up-app", "make-recovery-codes", "use-recovery-code"]
    told = Notification.objects.filter(person=person, kind="account")
    assert told.count() == 2, "of the app, and of the code that was used"
    assert "How you sign in was changed" in client.get("/me/notifications/").content.decode()

    client.post(reverse("accounts:app-remove"))
    assert Authenticator.objects.filter(user=person).count() == 2, "asks for the password first"
    client.post(reverse("accounts:confirm"), {"password": PASSWORD})
    client.post(reverse("accounts:app-remove"))
    assert not Authenticator.objects.filter(user=person).exists(), "nor codes for nothing"
    plain = Client()
    give_password(plain, "ada")
    assert is_in(plain)


def test_a_code_may_be_a_step_early_or_late_and_no_more() -> None:
    secret = totp.new_secret()
    step = totp.step_of(AT.timestamp())
    found = [
        totp.step_of_code(secret, totp.code_at(secret, step + off), AT.timestamp())
        for off in (-2, -1, 0, 1, 2)
    ]
    assert found == [None, step - 1, step, step + 1, None]


def test_guessing_codes_is_stopped_with_a_page(time: Clock) -> None:
    person, secret = with_app(time, username="ada")
    client = Client()
    give_password(client, "ada")
    statuses = [give_code(client, f"00000{number}").status_code for number in range(6)]
    assert statuses == [422] * 5 + [429]
    stopped = give_code(client, code_of(secret, time))
    assert (stopped.status_code, is_in(client)) == (429, False), "the right one too"
    assert "Wait five minutes" in stopped.content.decode()
    other = Client(REMOTE_ADDR="192.0.2.7")
    give_password(other, "ada")
    assert give_code(other, code_of(secret, time)).status_code == 429, "from elsewhere too"
    assert use_code(code=code_of(secret, time), actor=person), "what was refused was not spent"


@pytest.mark.parametrize("address", ["/admin/", "/me/", "/api/v1/me", "/people/"])
def test_a_password_alone_opens_nothing_and_no_door_leads_round(time: Clock, address: str) -> None:
    person, _ = with_app(time, username="ada")
    person.is_administrator = True
    person.save()
    client = Client()
    give_password(client, "ada", next=address)
    answer = client.get(address)
    assert answer.status_code in (302, 401)
    if address == "/admin/":
        login = client.post("/admin/login/", {"username": "ada", "password": PASSWORD})
        assert login["Location"] == "/sign-in/?next=%2Fadmin%2F"
    assert not is_in(client)
    assert Client().get(reverse("accounts:sign-in-factor"))["Location"] == "/sign-in/"


def test_a_closed_account_is_not_opened_by_its_code(time: Clock) -> None:
    person, secret = with_app(time, username="ada")
    client = Client()
    give_password(client, "ada")
    Person.objects.filter(pk=person.pk).update(is_active=False)
    refused = give_code(client, code_of(secret, time))
    assert (refused.status_code, is_in(client)) == (403, False)
    assert "This account is closed" in refused.content.decode()


def test_an_administrator_removes_what_was_lost_and_the_person_is_told(time: Clock) -> None:
    root, (person, _) = make_person(administrator=True), with_app(time, username="ada")
    client = Client()
    client.force_login(root)
    client.post(reverse("accounts:person-remove-factors", args=[person.pk]))
    assert not Authenticator.objects.filter(user=person).exists()
    assert verbs_of(person)[-1] == "remove-factors"
    assert Event.objects.get(verb="remove-factors").actor_id == root.pk
    assert Notification.objects.filter(person=person, kind="account").count() == 2
    give_password(plain := Client(), "ada")
    assert is_in(plain)
    with pytest.raises(Denied, match="no second factor"):
        remove_factors(person=person, actor=root)


def test_nobody_else_removes_a_factor(time: Clock) -> None:
    person, _ = with_app(time)
    for actor in (make_person("editor"), person):
        with pytest.raises(Denied, match="Only administrators"):
            remove_factors(person=person, actor=actor)
    root = make_person(administrator=True)
    with pytest.raises(Denied, match="yourself"):
        remove_factors(person=root, actor=root)


def test_the_doors_of_the_demonstration_take_no_factor(time: Clock) -> None:
    make_demo_accounts()
    curator = Person.objects.get(username="curator")
    with pytest.raises(Denied, match="Try as"):
        set_up_app(secret="A" * 32, code="000000", actor=curator)
    client = Client()
    client.force_login(curator)
    assert "Try as" in client.get(reverse("accounts:security")).content.decode()
    for name in ("app-set-up", "passkey-add"):
        assert client.get(reverse(f"accounts:{name}")).status_code == 403


NO_PASSKEYS = (
    "", "null", "[]", "{}", '{"id": 1}', '"x"', '{"response": []}', '{"response": null}',
    '{"id": "a", "rawId": "a", "type": "public-key", "response": {"userHandle": "MQ"}}',
    '{"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {"clientDataJSON": "e30",'
    ' "authenticatorData": "AA", "signature": "AA", "userHandle": "MQ"}}',
    '{"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {"clientDataJSON": "AA",'
    ' "authenticatorData": "' + "A" * 60 + '", "signature": "AA", "userHandle": "4pyT"}}',
    '{"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {"clientDataJSON": "AA",'
    ' "attestationObject": "AA"}}',
)  # fmt: skip


def test_what_is_no_passkey_is_refused_with_the_page() -> None:
    person, client = make_person("curator"), Client()
    signed_in = Client()
    signed_in.force_login(person)
    signed_in.post(reverse("accounts:confirm"), {"password": PASSWORD})
    for place, credential in enumerate(NO_PASSKEYS):
        options = client.get(reverse("accounts:sign-in-passkey")).json()
        assert options["publicKey"]["userVerification"] == "required"
        typed = {"credential": credential, "next": "/me/tokens/"}
        refused = client.post(reverse("accounts:sign-in-passkey"), typed)
        assert (refused.status_code, is_in(client)) == (422, False), credential
        assert 'name="next" value="/me/tokens/"' in refused.content.decode()
        if place % 2:
            typed = {"credential": credential, "name": "x"}
            added = signed_in.post(reverse("accounts:passkey-add"), typed)
            assert added.status_code == 422, credential
    assert not Authenticator.objects.exists()


def test_pages_ask_as_much_for_one_factor_as_for_three(
    django_assert_num_queries: Callable[..., Any],
) -> None:
    person, root = make_person("curator"), make_person(administrator=True)
    own, administrator = Client(), Client()
    own.force_login(person)
    administrator.force_login(root)
    for rows in (1, 3):
        while person.authenticator_set.filter(type="webauthn").count() < rows:
            add_passkey(name="", credential={}, actor=person)
            add_passkey(name="", credential={}, actor=make_person("curator"))
        # Session, person, unread; factors, connections.
        with django_assert_num_queries(5):
            own.get(reverse("accounts:security"))
        # Session, person, unread; people with whether they have a factor, invitations.
        with django_assert_num_queries(5):
            page = administrator.get(reverse("accounts:people")).content.decode()
        assert page.count("Remove the second factor") == 1 + rows


def test_a_key_that_was_changed_locks_nobody_in_a_page_that_fails(time: Clock) -> None:
    person, secret = with_app(time, username="ada")
    client = Client()
    give_password(client, "ada")
    with override_settings(SECRET_KEY="another"):
        assert use_code(code=code_of(secret, time), actor=person) is None
    with override_settings(
        SECRET_KEY="another", SECRET_KEY_FALLBACKS=["gone", settings.SECRET_KEY]
    ):
        assert use_code(code=code_of(secret, time), actor=person)


def test_somebody_elses_passkey_is_not_there(time: Clock) -> None:
    person, other = make_person("curator"), make_person("curator")
    passkey = add_passkey(name="Laptop", credential={}, actor=person)
    client = Client()
    client.force_login(other)
    client.post(reverse("accounts:confirm"), {"password": PASSWORD})
    for verb in ("rename", "remove"):
        address = reverse(f"accounts:passkey-{verb}", args=[passkey.pk])
        assert client.post(address, {"name": "Mine"}).status_code == 404
    remove_passkey(passkey=passkey, actor=person)
    assert not Authenticator.objects.filter(user=person).exists()
