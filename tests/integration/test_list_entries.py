"""One narrow row a version says all a list can be filtered by."""

from importlib import import_module

import pytest
from django.db import connection

from evidence.models import ListEntry
from reviews.actions.reissue import correct_identifiers
from tests.worlds import World

pytestmark = [pytest.mark.django_db, pytest.mark.both]
ENTER = import_module("evidence.migrations.0012_list_entries").ENTER


def test_every_version_has_the_entry_that_its_links_make() -> None:
    world = World()
    first = world.accepted(mechanism_words="Efflux.")
    world.in_review()
    none = dict.fromkeys(("pmid", "pmcid", "doi", "nct"), "")
    (second,) = correct_identifiers(
        citation=world.citation, identifiers=none | {"pmid": "36001234"}, seen=none,
        reason="Typed wrongly.", actor=world.decider,
    )  # fmt: skip
    written = list(ListEntry.objects.order_by("version_id").values_list())
    with connection.cursor() as cursor:
        cursor.execute(ENTER[ENTER.index("SELECT version.id") :])
        assert sorted(cursor.fetchall()) == written
    entries = {entry.version_id: entry for entry in ListEntry.objects.all()}
    assert entries[second.pk].number == 2
    assert entries[second.pk].facets == entries[first.pk].facets
    assert len(set(entries[first.pk].facets)) > 20
