"""What the tests of reading pages share: readers, and what they find in the list."""

from typing import Any

from django.test import Client

from accounts.models import Person
from evidence.models import Draft, Version
from ground import clock
from reviews.actions.submit import submit
from tests.factories import make_content

LIST = "/items/"


def client_of(person: Person | None) -> Client:
    """Return a browser in which `person` is signed in, or nobody."""
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def as_if_new(somebody: Client) -> Client:
    """Return a browser with the cookies of another, which keeps its own as they are.

    Both ask the same site: loading all of its middleware again takes as long as a short answer.
    """
    client = Client()
    client.handler = somebody.handler
    client.cookies.update(somebody.cookies)
    return client


def accessions(client: Client, address: str = LIST, **chosen: Any) -> list[str]:
    """Return the accessions of the claims on a page of the list."""
    response = client.get(address, chosen)
    assert response.status_code == 200, response.content
    return [row["accession"] for row in response.context["rows"]]


def total(client: Client, **chosen: Any) -> int:
    """Return how many claims the list says it has."""
    return int(client.get(LIST, chosen).context["total"])


def next_version(version: Version, author: Person, **changes: Any) -> Version:
    """Return another version of the item of `version`, submitted through the same door."""
    draft = Draft.objects.create(
        item=version.item, citation=version.citation, content=make_content(**changes),
        based_on=version, saved_at=clock.now(),
    )  # fmt: skip
    draft.authors.add(author)
    return submit(
        draft=draft, revision=1, interests="none", why_separate="same item", actor=author
    )  # fmt: skip
