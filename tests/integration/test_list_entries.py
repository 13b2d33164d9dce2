"""One narrow row a version says all a list can be filtered by."""

import pytest
from django.db import connection

from evidence.facet_keys import KEY_SQL
from evidence.models import ListEntry
from reviews.actions.reissue import correct_identifiers
from tests.worlds import World

pytestmark = [pytest.mark.django_db, pytest.mark.both]
# What the links of every version make, asked of the database.
FROM_LINKS = f"""
SELECT version.id, item.number, version.number, ARRAY(
    SELECT {KEY_SQL.format(text="role || '=' || value")} FROM evidence_version_choice
    WHERE version_id = version.id
    UNION SELECT {KEY_SQL.format(text="role || '#' || term_id")} FROM evidence_version_term
    WHERE version_id = version.id ORDER BY 1)
FROM evidence_version version JOIN evidence_item item ON item.id = version.item_id
ORDER BY item.number, version.number
"""


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
        cursor.execute(FROM_LINKS)
        assert sorted(cursor.fetchall()) == written
    entries = {entry.version_id: entry for entry in ListEntry.objects.all()}
    assert entries[second.pk].number == 2
    assert entries[second.pk].facets == entries[first.pk].facets
    assert len(set(entries[first.pk].facets)) > 20
