"""The main navigation tells where a page belongs, whichever part of the code serves it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import reverse

from config.context import site


@pytest.mark.parametrize(
    ("name", "keys", "section"),
    [
        ("evidence:item-list", [], "evidence"),
        ("reviews:history", ["EVD-000001"], "evidence"),
        ("evidence:gaps", [], "matrix"),
        ("reviews:paper-rating", ["wu2020"], "papers"),
        ("evidence:worklist", [], "papers"),
        ("reviews:term-confirm", [7], "vocabulary"),
        ("releases:release-list", [], "releases"),
        ("reviews:queue", [], "reviews"),
        ("exchange:import-start", [], "drafts"),
        ("accounts:profile", [], ""),
        ("evidence:home", [], ""),
    ],
)
def test_a_page_belongs_to_what_its_address_begins_with(
    name: str, keys: list[object], section: str
) -> None:
    request = RequestFactory().get(reverse(name, args=keys))
    request.user = AnonymousUser()
    assert site(request)["section"] == section
