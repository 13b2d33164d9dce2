"""A paper is retracted after its claims were released: pages, API and feed say so, to everybody."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evidence.models import CitationStatus
from releases import storage
from releases.actions.publish import publish_release
from releases.actions.withdraw_release import withdraw_release
from releases.models import Release
from releases.queries.differences import between
from reviews.actions.decide import waive
from reviews.actions.retire import retire
from tests.factories import make_person, say_status
from tests.posting import text_of
from tests.reading import client_of
from tests.worlds import World

pytestmark = pytest.mark.django_db
API = "/api/v1/withdrawn"
FEED = "/releases/withdrawn.atom"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> None:
    settings.EVIDENCE_HOME = tmp_path


def publish(world: World, number: str) -> Release:
    return publish_release(number=number, note="", why_as_is="New names.", actor=world.decider)


def asked(**query: Any) -> dict[str, Any]:
    response = Client().get(API, query)
    assert response.status_code == 200, response.content
    return dict(json.loads(response.content))


class Story:
    """Two papers with a claim each, both in release 2026.1; then the second is retracted."""

    def __init__(self) -> None:
        self.kept, self.world = World(), World()
        self.good, self.bad = self.kept.accepted(), self.world.accepted()
        self.first = publish(self.kept, "2026.1")
        self.editor = self.kept.decider
        self.noted = say_status(self.paper, "retracted", actor=self.editor)
        self.paper.refresh_from_db()

    @property
    def paper(self) -> Any:
        return self.world.citation

    @property
    def accession(self) -> str:
        return self.bad.item.accession


@pytest.fixture
def story() -> Story:
    return Story()


def test_every_page_says_so_and_names_the_releases(story: Story) -> None:
    for path in (
        f"/items/{story.accession}/", f"/items/{story.accession}/versions/1/",
        f"/citations/{story.paper.key}/",
    ):  # fmt: skip
        page = text_of(Client().get(path))
        assert "This publication is marked “retracted”, 31 January 2026" in page, path
        assert "/releases/2026.1/" in page, path
    row = f'href="/items/{story.accession}/"'
    for path in ("/items/", "/items/?q=claim", "/items/?mark=retracted"):
        page = text_of(Client().get(path))
        assert row in page
        assert page.count("mark--retracted") == 1, path
    assert "mark--retracted" not in text_of(Client().get(f"/items/{story.good.item.accession}/"))
    release = text_of(Client().get("/releases/2026.1/"))
    assert "1 of these claims rests on a paper that is retracted" in release
    assert row in release
    listed = text_of(Client().get("/releases/withdrawn/"))
    assert f"{story.paper.short}: retracted" in listed
    assert row in listed


def test_the_api_says_so_in_lists_items_tables_and_what_was_withdrawn(story: Story) -> None:
    results = json.loads(Client().get("/api/v1/items").content)["results"]
    items = {row["accession"]: row for row in results}
    assert items[story.accession]["citation_status"] == "retracted"
    assert items[story.accession]["document"]["citation"]["status"] == "not_checked"
    assert items[story.good.item.accession]["citation_status"] == "not_checked"
    one = json.loads(Client().get(f"/api/v1/items/{story.accession}").content)
    assert one["citation_status"] == "retracted"
    table = b"".join(Client().get("/api/v1/items?format=csv").streaming_content).decode()  # type: ignore[attr-defined]
    now = {row["accession"]: row["citation_status"] for row in csv.DictReader(io.StringIO(table))}
    assert now == {story.accession: "retracted", story.good.item.accession: "not checked"}
    (entry,) = asked()["results"]
    assert (entry["kind"], entry["status"], entry["before"], entry["on"]) == (
        "paper", "retracted", "not_checked", "2026-01-31",
    )  # fmt: skip
    assert entry["citation"]["key"] == story.paper.key
    assert [(i["accession"], i["is_public"], i["releases"]) for i in entry["items"]] == [
        (story.accession, True, ["2026.1"])
    ]
    assert [release["number"] for release in entry["releases"]] == ["2026.1"]


def test_a_release_keeps_its_bytes_and_the_next_one_leaves_the_claim_out(story: Story) -> None:
    before = {f.name: storage.path_of(f.sha256).read_bytes() for f in story.first.files.all()}
    assert b",retracted," not in before["evidence.csv"]
    second = publish(story.kept, "2026.2")
    assert [held.version_id for held in second.versions.all()] == [story.good.pk]
    assert {change.accession: change.kind for change in between(story.first, second)} == {
        story.accession: "gone"
    }
    assert before == {
        f.name: storage.path_of(f.sha256).read_bytes() for f in story.first.files.all()
    }
    say_status(story.paper, "active", on=date(2026, 2, 1), actor=story.editor)
    third = publish(story.kept, "2026.3")
    assert third.rows == 2
    assert [one["status"] for one in asked()["results"]] == ["retracted", "active"]


def test_a_waiver_holds_for_what_was_waived_and_not_for_what_came_after(story: Story) -> None:
    say_status(story.paper, "concern", on=date(2026, 2, 1), actor=story.editor)
    waive(version=story.bad, blocker="publication_status", reason="Figure 1 alone.",
          actor=story.editor)  # fmt: skip
    assert publish(story.kept, "2026.2").rows == 2
    say_status(story.paper, "retracted", on=date(2026, 2, 2), actor=story.editor)
    assert publish(story.kept, "2026.3").rows == 1
    waive(version=story.bad, blocker="publication_status", reason="Still figure 1 alone.",
          actor=story.editor)  # fmt: skip
    assert publish(story.kept, "2026.4").rows == 2


def test_claims_retired_and_releases_withdrawn_stand_in_the_same_list(story: Story) -> None:
    retire(version=story.good, reason="The figure was wrong.", actor=story.editor)
    release = Release.objects.get(number="2026.1")
    withdraw_release(
        release=release, reason="A wrong agent.", typed_number="2026.1", actor=story.editor
    )
    entries = asked()["results"]
    assert [entry["kind"] for entry in entries] == ["paper", "item", "release"]
    assert entries[1]["reason"] == "retired: The figure was wrong."
    assert entries[1]["items"][0]["is_public"] is False
    assert entries[1]["items"][0]["releases"] == ["2026.1"]
    assert entries[2]["reason"] == "A wrong agent."
    feed = ElementTree.fromstring(Client().get(FEED).content)
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert titles == [
        "EVidence 2026.1 was withdrawn", f"{story.good.item.accession} is no longer held",
        f"{story.paper.short}: retracted",
    ]  # fmt: skip
    assert len({entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")}) == 3


def test_pages_of_the_list_hold_everything_once_in_one_order(story: Story) -> None:
    for day, status in enumerate(("concern", "corrected", "active", "retracted"), start=1):
        say_status(story.paper, status, on=date(2026, 3, day), actor=story.editor)
    # All in the same instant, as a file of retractions may note them.
    whole = [(e["at"], e["status"]) for e in asked()["results"]]
    assert len(whole) == 5
    seen, address = [], f"{API}?limit=1"
    while address:
        answer = json.loads(Client().get(address).content)
        seen += [(e["at"], e["status"]) for e in answer["results"]]
        address = answer["next"]
    assert seen == whole
    table = Client().get(f"{API}?format=csv").content.decode()
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["status"] for row in rows] == [status for _, status in whole]
    assert rows[0]["items"] == story.accession


def test_since_counts_from_the_beginning_of_a_day(story: Story) -> None:
    today = datetime.now(UTC).date()
    assert len(asked(since=today.isoformat())["results"]) == 1
    assert len(asked(since="2020-01-01")["results"]) == 1
    assert CitationStatus.objects.get().noted_at.date() == today


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"since": "yesterday"}, "is no day. Write it as"),
        ({"since": "2026-02-30"}, "is no day"),
        ({"since": "20260301"}, "is no day"),
        ({"since": "2026-3-1"}, "is no day"),
        ({"since": "٢٠٢٦-٠١-٠١"}, "is no day"),
        ({"since": "2026-01-01T00:00:00Z"}, "is no day"),
        ({"since": "9999-12-31"}, "lies in the future"),
        ({"since": str(datetime.now(UTC).date() + timedelta(days=2))}, "lies in the future"),
        ({"cursor": "1"}, "follow the “next”"),
        ({"cursor": "99999999999999999.paper.x"}, "follow the “next”"),
        ({"cursor": "1.item.1-2"}, "follow the “next”"),
        ({"limit": "0"}, "1 to 200 rows"),
        ({"format": "xlsx"}, "format is one of"),
        ({"until": "2026-01-01"}, "is not known here"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_what_to_type(
    query: dict[str, str], words: str
) -> None:
    response = Client().get(API, query)
    assert response.status_code == 400
    assert response["Content-Type"].startswith("application/problem+json")
    assert words in json.loads(response.content)["problems"][0]["message"]


def test_claims_that_were_never_public_are_named_nowhere() -> None:
    world = World()
    version = world.in_review()
    say_status(world.citation, "retracted", actor=world.decider)
    accession = version.item.accession.encode()
    for reader in (None, world.author, world.decider, make_person("curator")):
        for path in (API, FEED, "/releases/withdrawn/"):
            answer = client_of(reader).get(path)
            assert world.citation.key.encode() in answer.content, path
            assert accession not in answer.content, path


def test_the_lists_ask_as_often_for_three_as_for_one(story: Story) -> None:
    for path, expected in ((API, 5), (FEED, 5), ("/releases/withdrawn/", 5)):
        counts = []
        for wanted in (1, 3):
            while CitationStatus.objects.count() < wanted:
                other = World()
                other.accepted()
                say_status(other.citation, "retracted", actor=story.editor)
            with CaptureQueriesContext(connection) as captured:
                Client().get(path)
            counts.append(len(captured))
        assert counts == [expected, expected], path


def test_nothing_taken_back_says_so() -> None:
    assert "Nothing was taken back" in text_of(Client().get("/releases/withdrawn/"))
    assert asked() == {"results": [], "next": None}
    assert Client().get(FEED).status_code == 200
