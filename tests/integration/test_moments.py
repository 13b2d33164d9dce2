"""What was public on a day or in a release: the item, the list, and every address that is wrong."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from evidence.documents import content_of
from evidence.models import Term, Version
from releases.actions.publish import publish_release
from releases.actions.withdraw_release import withdraw_release
from releases.models import Release
from reviews.actions.correct import correct
from reviews.actions.retire import retire
from reviews.models import Publication
from tests.databases import BuiltOnce
from tests.factories import make_person, say_status
from tests.posting import text_of
from tests.reading import accessions, client_of
from tests.worlds import World

pytestmark = [pytest.mark.django_db, pytest.mark.both]
TODAY = datetime.now(UTC).date()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> None:
    settings.EVIDENCE_HOME = tmp_path


def publish(world: World, number: str) -> Release:
    return publish_release(number=number, note="", why_as_is="New names.", actor=world.decider)


class Then:
    """An item whose version 1 was public in March, version 2 since April; one retired in May.

    Release 2026.1 holds version 1 of the first.
    """

    def __init__(self) -> None:
        self.world = World()
        self.kept = self.world.superseded()
        self.gone = self.world.retired()
        self.never = self.world.in_review()
        self.public(self.kept, 3, 4)
        self.public(Version.objects.get(item=self.kept.item, number=2), 4, None)
        self.public(self.gone, 3, 5)

    def public(self, version: Version, begin: int, end: int | None) -> None:
        """Dates are days of a month of this year's past, as nobody can wait for them."""
        Publication.objects.filter(version=version).update(
            public_from=datetime(2026, begin, 1, 12, tzinfo=UTC),
            public_until=datetime(2026, end, 1, 12, tzinfo=UTC) if end else None,
        )

    @property
    def item(self) -> str:
        return self.kept.item.accession


@pytest.fixture
def then(built_once: BuiltOnce) -> Then:
    made: Then = built_once(Then)
    return made


def shown(path: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(path)
    assert answer.status_code == 200, answer.content
    return text_of(answer)


def test_an_item_is_shown_as_it_was_with_a_banner_and_a_way_back(then: Then) -> None:
    for reader in (None, then.world.author, make_person("reviewer"), then.world.decider):
        client = client_of(reader)
        march = shown(f"/items/{then.item}/?as_of=2026-03-15", client)
        assert "You read the claim as it was on 15 March 2026; the address" in march
        assert "<span>version 1</span>" in march
        assert f'<a href="/items/{then.item}/">See it as it is now</a>' in march
        april = shown(f"/items/{then.item}/?as_of=2026-04-01", client)
        assert "<span>version 2</span>" in april
    assert "Not today’s" not in shown(f"/items/{then.item}/")


def test_what_was_retired_since_is_still_read_as_it_was(then: Then) -> None:
    accession = then.gone.item.accession
    assert Client().get(f"/items/{accession}/").status_code == 410
    assert accession in shown(f"/items/{accession}/?as_of=2026-03-31")
    answer = Client().get(f"/items/{accession}/?as_of=2026-06-01")
    assert answer.status_code == 404
    assert f"{accession} was not public on 1 June 2026." in text_of(answer)


def test_what_was_never_public_is_nothing_at_any_time(then: Then) -> None:
    accession = then.never.item.accession
    for name in (accession, "EVD-999999", "nonsense"):
        for reader in (None, then.world.author, then.world.decider):
            answer = client_of(reader).get(f"/items/{name}/?as_of={TODAY}")
            assert answer.status_code == 404
            assert "was not public" not in text_of(answer)
    assert accession not in shown(f"/items/?as_of={TODAY}", client_of(then.world.author))


def test_the_list_shows_what_was_public_and_every_link_keeps_the_day(then: Then) -> None:
    assert accessions(Client(), as_of="2026-02-28") == []
    assert accessions(Client(), as_of="2026-03-31") == [then.item, then.gone.item.accession]
    assert accessions(Client(), as_of="2026-06-01") == [then.item]
    assert accessions(client_of(then.world.author), as_of="2026-06-01") == [then.item]
    page = shown("/items/?as_of=2026-03-31&effect=restores_sensitivity&q=glioma")
    assert "These are the claims public on 31 March 2026; the address can be shared." in page
    assert f'href="/items/{then.item}/?as_of=2026-03-31"' in page
    assert 'href="?effect=restores_sensitivity&as_of=2026-03-31"' in page
    assert '<input type="hidden" name="as_of" value="2026-03-31">' in page
    assert "Nothing was public then" in shown("/items/?as_of=2026-02-28")


def test_facets_narrow_and_count_what_was_public_then(then: Then) -> None:
    retired, item = then.gone.item.accession, then.item

    def facets(**chosen: str) -> dict[str, dict[str, int]]:
        page = Client().get("/items/", {"as_of": "2026-03-31"} | chosen)
        assert all("as_of=2026-03-31" in o["href"] for f in page.context["facets"]
                   for o in f["options"])  # fmt: skip
        return {
            facet["name"]: {option["label"]: option["count"] for option in facet["options"]}
            for facet in page.context["facets"]
        }

    found = facets()
    assert found["effect"] == {"restores sensitivity": 2}
    assert found["cancer"] == {"glioma": 2}
    assert "status" not in found
    assert "mark" not in found
    assert facets(effect="promotes_resistance")["effect"]["restores sensitivity"] == 2
    assert accessions(Client(), as_of="2026-03-31", effect="promotes_resistance") == []
    assert accessions(Client(), as_of="2026-03-31", effect="restores_sensitivity") == [
        item, retired,
    ]  # fmt: skip
    # Whatever became of them since, they were accepted then.
    assert accessions(Client(), as_of="2026-03-31", status="accepted") == [item, retired]
    assert accessions(Client(), as_of="2026-03-31", status="superseded") == []


def test_marks_are_those_of_then(then: Then) -> None:
    marked = {"mark": "provisional"}
    Term.objects.update(status="active")
    assert accessions(Client(), as_of="2026-06-01", **marked) == [then.item]
    assert accessions(Client(), **marked) == []
    say_status(then.world.citation, "retracted", actor=then.world.decider)
    assert accessions(Client(), as_of="2026-06-01", mark="retracted") == []
    assert accessions(Client(), as_of=str(TODAY), mark="retracted") == [then.item]
    assert accessions(Client(), as_of=str(TODAY), mark="concern") == []


def test_a_release_marks_what_was_known_when_it_was_published() -> None:
    world, other = World(), World()
    for one in (world, other):
        one.accepted()
    publish(world, "2026.1")
    say_status(world.citation, "concern", actor=world.decider)
    assert accessions(Client(), release="2026.1", mark="concern") == []
    assert len(accessions(Client(), mark="concern")) == 1


def test_the_list_links_the_same_as_a_table(then: Then) -> None:
    page = Client().get("/items/?as_of=2026-03-31")
    table = b"".join(Client().get(page.context["csv_href"]).streaming_content)  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(table.decode())))
    assert [(row["accession"], row["version"]) for row in rows] == [
        (then.item, "1"), (then.gone.item.accession, "1"),
    ]  # fmt: skip


def test_a_release_is_a_time_too_until_it_is_withdrawn() -> None:
    world = World()
    version = world.accepted()
    publish(world, "2026.1")
    other = world.accepted()
    number = version.item.accession
    assert accessions(Client(), release="2026.1") == [number]
    assert "as it was in release 2026.1; the" in shown(f"/items/{number}/?release=2026.1")
    api = json.loads(Client().get(f"/api/v1/items/{number}?release=2026.1").content)
    assert (api["version"], [one["version"] for one in api["versions"]]) == (1, [1])
    refused = Client().get(f"/items/{other.item.accession}/?release=2026.1")
    assert refused.status_code == 404
    assert "was not public in release 2026.1" in text_of(refused)
    release = Release.objects.get()
    withdraw_release(release=release, reason="W.", typed_number="2026.1", actor=world.decider)
    refused = Client().get("/items/?release=2026.1")
    assert refused.status_code == 400
    assert "was withdrawn" in text_of(refused)


def test_a_retraction_is_marked_on_what_was_public_before_it(then: Then) -> None:
    say_status(then.world.citation, "retracted", actor=then.world.decider)
    page = shown(f"/items/{then.item}/?as_of=2026-03-15")
    assert "This publication is marked “retracted”" in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("as_of=yesterday", "“as_of=yesterday” is no day. Write it as"),
        ("as_of=2026-02-30", "is no day"),
        ("as_of=2026-13-01", "is no day"),
        ("as_of=20260301", "is no day"),
        ("as_of=1.3.2026", "is no day"),
        ("as_of=2026-W10-1", "is no day"),
        ("as_of=%D9%A2%D9%A0%D9%A2%D9%A6-01-01", "is no day"),
        ("as_of=2026-01-01T00:00", "is no day"),
        ("as_of=0000-01-01", "is no day"),
        ("as_of=9999-12-31", "lies in the future. Write a day up to"),
        (f"as_of={TODAY + timedelta(days=2)}", "lies in the future"),
        ("as_of=2026-03-01&as_of=2026-04-01", "has 2 values"),
        ("release=1", "is no release number"),
        ("release=2026.99", "there is no release of this number"),
        ("release=2026.1%00", "is no release number"),
    ],
)
@pytest.mark.parametrize("path", ["/items/", "/items/EVD-000001/", "/api/v1/items"])
def test_a_moment_that_is_none_is_refused_with_what_to_type(
    query: str, words: str, path: str
) -> None:
    answer = Client().get(f"{path}?{query}")
    assert answer.status_code == 400
    said = " ".join(
        problem["message"] for problem in json.loads(answer.content)["problems"]
    ) if path.startswith("/api") else text_of(answer)  # fmt: skip
    assert words in said


def test_two_moments_at_once_are_refused() -> None:
    world = World()
    version = world.accepted()
    publish(world, "2026.1")
    for path in ("/items/", f"/items/{version.item.accession}/"):
        answer = Client().get(f"{path}?release=2026.1&as_of=2026-03-01")
        assert answer.status_code == 400
        assert "exclude each other" in text_of(answer)


def test_an_item_across_releases_says_which_version_and_what_changed() -> None:
    world = World()
    version = world.accepted()
    publish(world, "2026.1")
    publish(world, "2026.2")
    content = content_of(version.document, version.supplement) | {"locator": "figure 9"}
    correct(version=version, content=content, reason="Misread.", proposer=world.author,
            actor=world.decider)  # fmt: skip
    publish(world, "2026.3")
    page = Client().get(f"/items/{version.item.accession}/")
    rows = page.context["across"]
    assert [(row["number"], row["version"]) for row in rows] == [
        ("2026.1", 1), ("2026.2", 1), ("2026.3", 2),
    ]  # fmt: skip
    assert [[tuple(field) for field in row["changes"]] for row in rows] == [
        [],
        [],
        [("locator", "abstract", "figure 9")],
    ]
    assert "1 field changed" in text_of(page)
    retire(version=Version.objects.get(number=2), reason="Wrong.", actor=world.decider)
    old = shown(f"/items/{version.item.accession}/?release=2026.2")
    assert "<span>version 1</span>" in old
