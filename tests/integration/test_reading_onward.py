"""Where the address of an item leads once the item is held no more."""

import pytest
from django.test import Client
from django.urls import reverse

from evidence.models import Version
from tests.factories import make_person
from tests.reading import client_of
from tests.worlds import World

pytestmark = pytest.mark.django_db


def page(version: Version) -> str:
    return reverse("evidence:item-detail", args=[version.item.accession])


@pytest.mark.parametrize("kind", ["visitor", "reviewer", "editor"])
def test_a_merged_item_leads_on_for_ever_and_for_everybody(kind: str) -> None:
    merged = World().merged()
    survivor = Version.objects.get(item__absorbed__version=merged)
    client = Client() if kind == "visitor" else client_of(make_person(kind))
    answer = client.get(page(merged))
    assert (answer.status_code, answer["Location"]) == (301, page(survivor))
    if kind != "visitor":
        old = reverse("evidence:version-detail", args=[merged.item.accession, merged.number])
        assert client.get(old).status_code == 200


def test_a_visitor_reads_why_a_retired_item_is_held_no_more() -> None:
    retired = World().retired()
    answer = Client().get(page(retired))
    assert answer.status_code == 410
    assert "is no longer held: retired: The paper was withdrawn." in answer.content.decode()
    assert client_of(make_person("reviewer")).get(page(retired)).status_code == 200


def test_what_was_never_public_leads_nowhere() -> None:
    world = World()
    for version in (world.in_review(), world.returned()):
        assert Client().get(page(version)).status_code == 404
    assert Client().get("/items/EVD-999999/").status_code == 404
