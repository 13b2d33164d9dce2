"""A refusal is one page with its sentence, whatever view it came from."""

from unittest import mock

import pytest
from django.db import OperationalError, connection
from django.test import Client

from config.problems import STATUS, status_of
from ground.errors import Denied, DomainError, Gone, Invalid, Missing, Stale
from tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (Denied("no"), 403),
        (Missing("no"), 404),
        (Stale("no"), 409),
        (Gone("no"), 410),
        (Invalid("no"), 422),
    ],
)
def test_every_refusal_has_its_status(refusal: DomainError, status: int) -> None:
    assert status_of(refusal) == status
    assert set(STATUS) == {Denied, Missing, Stale, Gone, Invalid}


def test_a_verbs_address_without_its_form_says_so(client: Client) -> None:
    client.force_login(make_person("curator"))
    response = client.get("/try-as/curator/")
    assert response.status_code in (404, 405)
    response = client.get("/sign-out/")
    assert response.status_code == 405
    assert "This address takes a form" in response.content.decode()
    assert "POST" in response["Allow"]


@pytest.mark.parametrize("path", ["/", "/items/", "/drafts/", "/healthz"])
def test_without_a_database_every_page_answers_503(path: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(make_person("curator"))
    lost = OperationalError("the server closed the connection")
    with mock.patch.object(connection, "cursor", side_effect=lost):
        response = client.get(path)
    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    assert "EVidence" in response.content.decode()
    assert client.get(path).status_code == 200


def test_a_page_that_is_not_there_says_where_to_go(client: Client) -> None:
    response = client.get("/items/EVD-999999/")
    assert response.status_code == 404
    assert "There is nothing here" in response.content.decode()


@pytest.mark.parametrize(
    "path",
    ["/items/?q=a%00b", "/admin/accounts/person/?q=%00", "/admin/accounts/person/%00/change/"],
)
def test_a_nul_in_an_address_is_refused_in_words(client: Client, path: str) -> None:
    client.force_login(make_person("curator", "editor", administrator=True))
    response = client.get(path)
    assert response.status_code == 400
    assert "control character" in response.content.decode()


def test_an_address_with_more_parameters_than_can_be_read_is_a_plain_page() -> None:
    many = "&".join(f"cancer={number}" for number in range(4_000))
    page = Client().get(f"/items/?{many}")
    assert page.status_code == 400
    assert page["Content-Type"].startswith("text/html")
    assert Client().get(f"/api/v1/items?{many}")["Content-Type"] == "application/problem+json"
