"""A withdrawn release leaves a tombstone; the differences of any two; the feed."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from ground.errors import Denied, Invalid
from ground.events import first_broken
from releases.actions.publish import publish_release
from releases.actions.withdraw_release import withdraw_release
from releases.models import Release, ReleaseWithdrawal
from reviews.actions.retire import retire
from tests.factories import make_person
from tests.worlds import World

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> None:
    settings.EVIDENCE_HOME = tmp_path


@pytest.fixture
def world() -> World:
    made = World()
    made.accepted()
    for number in ("2026.1", "2026.2"):
        publish_release(number=number, note="", why_as_is="New names.", actor=made.decider)
        made.accepted()
    return made


def withdraw(world: World, number: str = "2026.2", **changes: str) -> ReleaseWithdrawal:
    asked = {"reason": "A wrong agent.", "typed_number": number} | changes
    release = Release.objects.get(number=number)
    return withdraw_release(release=release, **asked, actor=world.decider)


def test_a_withdrawn_release_says_why_everywhere_and_serves_nothing(world: World) -> None:
    withdraw(world)
    for path in (
        "/releases/2026.2/", "/releases/2026.2/files/evidence.csv", "/api/v1/releases/2026.2",
        "/api/v1/releases/2026.2/files/evidence.csv",
    ):  # fmt: skip
        answer = Client().get(path)
        assert (answer.status_code, b"A wrong agent." in answer.content) == (410, True), path
    assert "withdrawn" in Client().get("/releases/").content.decode()
    assert Client().get("/releases/2026.1/").status_code == 200
    assert first_broken("release:2026.2") is None


def test_the_next_release_follows_the_last_that_stands_and_takes_no_used_number(
    world: World,
) -> None:
    withdraw(world)
    with pytest.raises(Invalid, match="kept"):
        publish_release(number="2026.2", note="", why_as_is="N.", actor=world.decider)
    third = publish_release(number="2026.3", note="", why_as_is="N.", actor=world.decider)
    page = Client().get(f"/releases/{third.number}/").content.decode()
    assert "/releases/2026.1/changes/2026.3/" in page


def test_it_is_refused_without_reason_without_the_number_twice_and_to_others(world: World) -> None:
    with pytest.raises(Invalid) as refusal:
        withdraw(world, reason=" ", typed_number="2026.1")
    assert [problem.field for problem in refusal.value.problems] == ["reason", "typed_number"]
    release = Release.objects.get(number="2026.2")
    with pytest.raises(Denied, match="Editors withdraw"):
        withdraw_release(
            release=release, reason="No.", typed_number="2026.2", actor=make_person("curator")
        )
    withdraw(world)
    with pytest.raises(Denied, match="withdrawn already"):
        withdraw(world)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM releases_release_withdrawal")


def test_the_page_asks_keeps_and_withdraws(world: World) -> None:
    client = Client()
    client.force_login(world.decider)
    page = client.get("/releases/2026.2/").content.decode()
    assert "/releases/2026.2/withdraw/" in page
    assert "/releases/2026.2/withdraw/" not in Client().get("/releases/2026.2/").content.decode()
    wrong = client.post("/releases/2026.2/withdraw/", {"reason": "Typed.", "typed_number": "2"})
    assert (wrong.status_code, "Typed." in wrong.content.decode()) == (422, True)
    right = {"reason": "Typed.", "typed_number": "2026.2"}
    assert client.post("/releases/2026.2/withdraw/", right).status_code == 303
    assert Release.objects.get(number="2026.2").is_withdrawn


def test_any_two_releases_are_compared(world: World) -> None:
    gone = Release.objects.get(number="2026.1").versions.get().version
    retire(version=gone, reason="Wrong.", actor=world.decider)
    publish_release(number="2026.3", note="", why_as_is="N.", actor=world.decider)
    page = " ".join(Client().get("/releases/2026.1/changes/2026.3/").content.decode().split())
    assert "Added: 2" in page
    assert "No longer held: 1" in page
    assert "retired: Wrong." in page
    assert "No difference" in Client().get("/releases/2026.1/changes/2026.1/").content.decode()
    assert Client().get("/releases/2026.1/changes/2026.9/").status_code == 404


def test_the_feed_is_atom_and_says_what_was_withdrawn(world: World) -> None:
    withdraw(world)
    answer = Client().get("/releases/feed.atom")
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]
    assert titles == ["EVidence 2026.2 (withdrawn)", "EVidence 2026.1"]


def test_the_page_describes_itself_to_search_engines(world: World) -> None:
    page = Client().get("/releases/2026.1/").content.decode()
    text = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    described = json.loads(text)
    assert (described["@type"], described["version"]) == ("Dataset", "2026.1")
    assert described["distribution"][0]["contentUrl"].startswith("http://testserver/releases/")
