"""Searching the list of claims: every spelling of a name, and after an upgrade too."""

import io

import pytest
from django.core.management import call_command

from evidence.models import SearchEntry
from tests.factories import make_content, make_person, make_terms, make_version
from tests.reading import accessions, client_of

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def said() -> str:
    out = io.StringIO()
    call_command("renew_search", stdout=out)
    return out.getvalue().strip()


def test_the_page_finds_every_spelling_and_no_false_friend() -> None:
    make_terms()
    author = make_person("curator")
    claims = {
        name: make_version(author, content=make_content(cargo=[{"name": name, "kind": kind}]))
        for name, kind in (("hsa-miR-9921-5p", "mirna"), ("miR-99210", "mirna"))
    }
    reader = client_of(make_person("reviewer"))
    wanted = claims["hsa-miR-9921-5p"].item.accession
    for typed in ("miR-9921", "mir9921", "microRNA-9921", "hsa-miR-9921", "miR-9921-5p"):
        assert accessions(reader, q=typed) == [wanted], typed
    for typed in ("miR-992", "miR-9921-3p", "9921 0"):
        assert accessions(reader, q=typed) == [], typed


def test_entries_are_renewed_once_and_equal_those_written_with_a_version() -> None:
    make_terms()
    version = make_version(make_person("curator"))
    make_version(make_person("curator"))
    assert said() == "Search entries that were out of date, now renewed: 0."
    SearchEntry.objects.filter(version=version).update(tokens=["old"])
    assert said() == "Search entries that were out of date, now renewed: 1."
    assert said() == "Search entries that were out of date, now renewed: 0."
