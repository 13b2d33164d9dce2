"""Who may read which claim, on every page that could show it."""

import pytest
from django.test import Client
from django.urls import reverse

from evidence.enums import STATUSES
from tests.factories import make_content, make_draft, make_person, make_version
from tests.reading import LIST, accessions, client_of
from tests.standing import bring_to

pytestmark = pytest.mark.django_db


# Superseded has no row: its item stays public through the successor; see docs/sight.md.
# Status → may be read by (a visitor, another signed-in person, an editor, the author).
SIGHT = {
    "in_review": (False, True, True, True),
    "accepted": (True, True, True, True),
    "returned": (False, False, True, True),
    "rejected": (False, False, True, True),
    "withdrawn": (False, False, True, True),
    "retired": (False, True, True, True),
    "merged": (False, True, True, True),
}
SECRET = "zebrafish"


@pytest.fixture
def reader() -> Client:
    return client_of(make_person("reviewer"))


@pytest.mark.parametrize("status", SIGHT)
def test_each_reader_finds_exactly_what_they_may_read(status: str) -> None:
    author = make_person("curator")
    version = make_version(author, content=make_content(summary=f"A claim about {SECRET}."))
    bring_to(version, status)
    readers = (None, make_person("curator"), make_person("editor"), author)
    for person, may_read in zip(readers, SIGHT[status], strict=True):
        client = client_of(person)
        item = version.item.accession
        response = client.get(f"/items/{item}/")
        # Addresses of what was public lead on: to the surviving item, or to why it is gone.
        led_on = {"merged": 301, "retired": 200 if may_read else 410}
        assert response.status_code == led_on.get(status, 200 if may_read else 404), person
        assert (SECRET in response.content.decode()) == (may_read and status != "merged")
        response = client.get(f"/items/{item}/versions/1/")
        assert response.status_code == (200 if may_read else 404), person
        assert (SECRET in response.content.decode()) == may_read
        wherever = (LIST, f"{LIST}?status={status}", f"/citations/{version.citation.key}/")
        for address in wherever:
            page = client.get(address).content.decode()
            assert (item in page) == may_read, (person, address)
        assert accessions(client, q=SECRET) == ([item] if may_read else [])


def test_a_draft_is_nobody_elses(reader: Client) -> None:
    author = make_person("curator")
    draft = make_draft(author)
    address = f"/items/{draft.item.accession}/"
    assert client_of(None).get(address).status_code == 404
    assert reader.get(address).status_code == 404
    response = client_of(author).get(address)
    assert response.status_code == 302
    assert response["Location"] == reverse("evidence:draft-edit", args=[draft.pk])
    assert accessions(client_of(author)) == []


def test_private_answers_are_for_signed_in_people(reader: Client) -> None:
    content = make_content(quote="the very words", notes="ask the authors", coding="first mixed")
    version = make_version(content=content)
    bring_to(version, "accepted")
    address = f"/items/{version.item.accession}/"
    for words in ("the very words", "ask the authors", "first mixed"):
        assert words in reader.get(address).content.decode()
        assert words not in client_of(None).get(address).content.decode()
    assert accessions(client_of(None), q="very words") == []
    assert accessions(reader, q="ask the authors") == []


def test_no_page_names_the_author(reader: Client) -> None:
    author = make_person("curator", username="hildegard-of-bingen")
    version = make_version(author)
    for address in (LIST, f"/items/{version.item.accession}/", "/", "/citations/"):
        page = reader.get(address).content.decode().casefold()
        assert "hildegard" not in page


@pytest.mark.parametrize(
    "accession",
    [
        "EVD-999999", "EVD-1", "evd-000001", "EVD-²²²²²²", "EVD-٠٠٠٠٠١", "%00", "EVD-00000%00",
        "x" * 500,
    ],
)  # fmt: skip
def test_an_accession_that_is_none_is_nowhere(reader: Client, accession: str) -> None:
    make_version()
    assert reader.get(f"/items/{accession}/").status_code == 404
    assert reader.get(f"/items/{accession}/versions/1/").status_code == 404


def test_every_status_has_its_word() -> None:
    assert set(SIGHT) | {"draft", "agreed", "split", "superseded"} == set(STATUSES.values)
