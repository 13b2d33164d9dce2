"""Publishing: everything accepted, once, for good; and every refusal."""

import json
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions.profiles import update_profile
from evidence.documents import content_of
from evidence.models import Version
from ground.errors import Denied, DomainError, Invalid, Stale
from ground.events import first_broken
from ground.models import Event
from releases import storage
from releases.actions.building import MEDIA_TYPES
from releases.actions.publish import publish_release
from releases.models import Release, ReleaseFile, ReleaseVersion
from reviews.actions.correct import accept_as_corrected, correct
from reviews.actions.decide import confirm, waive
from reviews.actions.flags import raise_flag, settle_flag
from reviews.actions.recommend import fewer_seats
from reviews.models import Recommendation
from tests.factories import make_person, say_status
from tests.patience import PATIENCE
from tests.released import csv_rows, text_of
from tests.worlds import World, fresh

pytestmark = pytest.mark.both


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, settings: object) -> None:
    settings.EVIDENCE_HOME = tmp_path  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_only_editors_publish() -> None:
    world = World()
    world.accepted()
    for person in (world.author, world.first, make_person(administrator=True)):
        with pytest.raises(Denied, match="Editors publish releases, and you are not one here"):
            publish_release(number="2026.1", note="", why_as_is="New names.", actor=person)
    assert not Release.objects.exists()
    assert not ReleaseVersion.objects.exists()


@pytest.mark.django_db
def test_nothing_accepted_is_nothing_to_publish() -> None:
    world = World()
    world.in_review()
    with pytest.raises(Denied, match="Nothing is accepted yet"):
        publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    assert not Release.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["", "1", "2026", "2026.0", "2026.1 ", "２０２６.1", "2026.1\0"])
def test_a_number_is_a_year_and_a_count(number: str) -> None:
    world = World()
    world.accepted()
    with pytest.raises(Invalid) as refusal:
        publish_release(number=number, note="", why_as_is="New names.", actor=world.decider)
    assert [problem.field for problem in refusal.value.problems] == ["number"]
    assert "such as 2026.1" in refusal.value.problems[0].message


@pytest.mark.django_db
def test_a_used_number_is_refused_with_the_next_free_one() -> None:
    world = World()
    world.accepted()
    publish_release(number="2999.1", note="", why_as_is="New names.", actor=world.decider)
    with pytest.raises(Invalid) as refusal:
        publish_release(
            number="2999.1", note="bad\0note", why_as_is="New names.", actor=world.decider
        )
    number, note = refusal.value.problems
    assert "there is a release 2999.1 already" in number.message
    assert "The next free number is" in number.message
    assert "control character" in note.message
    assert Release.objects.count() == 1


@pytest.mark.django_db
def test_what_speaks_against_an_accepted_version_stops_the_release() -> None:
    world, other = World(), World()
    good, retracted = world.accepted(), other.accepted()
    flagged = world.accepted()
    say_status(other.citation, "retracted", actor=other.decider)
    flag = raise_flag(item=flagged.item, kind="concern", text="Look again.", actor=world.first)
    with pytest.raises(Denied) as refusal:
        publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    sentence = refusal.value.message
    assert "against 1 accepted claim" in sentence
    assert f"{flagged.item.accession}: 1 flag is open on this item." in sentence
    assert good.item.accession not in sentence
    assert retracted.item.accession not in sentence
    assert not ReleaseVersion.objects.exists()
    settle_flag(flag=flag, reason="Looked; it holds.", actor=world.decider)
    assert (
        publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider).rows
        == 2
    )


@pytest.mark.django_db
@pytest.mark.parametrize("setting", [False, True])
def test_a_waiver_lets_a_version_through_and_is_printed(setting: bool, settings: object) -> None:
    settings.FULL_TEXT_REQUIRED = setting  # type: ignore[attr-defined]
    world = World()
    version = world.agreed(read_from=[{"name": "title_only"}])
    waive(version=version, blocker="read_too_little", reason="The title says it.",
          actor=world.decider)  # fmt: skip
    rec = Recommendation.objects.get(round=version.pk, person=world.first)
    successor = accept_as_corrected(
        version=version, chosen=[(str(rec.pk), 0)], actor=world.decider
    )  # fmt: skip
    release = publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    (row,) = csv_rows(text_of(release, "evidence.csv"))
    assert (row["version"], row["reviewed_by"], row["locator"]) == ("2", "2", "figure 2b")
    assert (
        f"- {successor.item.accession}: title only or secondary source. The title says it."
        in text_of(release, "README.md")
    )


@pytest.mark.django_db
def test_a_claim_judged_by_one_says_so_also_after_a_correction() -> None:
    world = World()
    version = world.in_review()
    world.say(version, world.first, "accept")
    fewer_seats(version=version, reason="Nobody else is free.", actor=world.decider)
    confirm(version=fresh(version), actor=world.decider)
    version = fresh(version)
    content = {**content_of(version.document, version.supplement), "locator": "figure 9"}
    correct(version=version, content=content, reason="A slip.", proposer=world.first,
            actor=world.decider)  # fmt: skip
    release = publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    (row,) = csv_rows(text_of(release, "evidence.csv"))
    assert (row["version"], row["reviewed_by"], row["locator"]) == ("2", "1", "figure 9")
    readme = text_of(release, "README.md")
    assert f"- {version.item.accession}: reviewed by one. Nobody else is free." in readme
    assert f"correction of an accepted version\n\n- {version.item.accession}\n" in readme
    assert "| 1 | 1 |" in readme


@pytest.mark.django_db
def test_only_those_who_agreed_are_named() -> None:
    world = World()
    world.accepted()
    for person, orcid in ((world.first, "0000-0002-1825-0097"), (world.author, "")):
        update_profile(
            person=person, name=person.name, email="", orcid=orcid, consents_to_be_named=True,
            actor=person,
        )  # fmt: skip
    outsider = make_person("reviewer")
    update_profile(person=outsider, name="Out Sider", email="", orcid="",
                   consents_to_be_named=True, actor=outsider)  # fmt: skip
    release = publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    named = sorted([world.author.name, f"{world.first.name} (ORCID 0000-0002-1825-0097)"])
    assert release.contributors.splitlines() == named
    everything = "".join(
        text_of(release, name)
        for name in MEDIA_TYPES
        if not name.endswith((".xlsx", ".zip", ".parquet"))
    )
    assert world.second.name not in everything
    assert world.decider.name not in everything


@pytest.mark.django_db
def test_a_release_is_recorded_in_a_chain_of_its_own() -> None:
    world = World()
    world.accepted()
    release = publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    event = Event.objects.get(stream="release:2026.1")
    sums = release.files.get(name="SHA256SUMS").sha256
    assert json.loads(event.data) == {"rows": 1, "sha256sums": sums}
    assert first_broken("release:2026.1") is None
    assert release.manifest["files"]["SHA256SUMS"]["sha256"] == sums
    assert release.manifest["events_sha256"] in text_of(release, "README.md")


@pytest.mark.django_db
def test_an_interruption_before_the_end_leaves_no_release(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    world.accepted()

    def fall(**_: object) -> None:
        raise SystemExit("killed between rename and commit")

    with monkeypatch.context() as patch:
        patch.setattr(ReleaseFile.objects, "bulk_create", lambda rows: fall())
        with pytest.raises(SystemExit):
            publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    assert list(storage.folder().glob("??/*")) == []
    assert list(storage.folder().glob(".making-*")) == []
    assert not Release.objects.exists()
    assert not ReleaseVersion.objects.exists()
    release = publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    assert all(storage.path_of(file.sha256).exists() for file in release.files.all())


def test_of_two_at_once_one_wins(committed_db: str) -> None:
    world = World()
    world.accepted()
    barrier, outcomes = Barrier(2, timeout=PATIENCE), []

    def publish() -> None:
        barrier.wait()
        try:
            outcomes.append(
                publish_release(
                    number="2026.1", note="", why_as_is="New names.", actor=world.decider
                ).number
            )
        except DomainError as refusal:
            outcomes.append(type(refusal))
        finally:
            connection.close()

    threads = [Thread(target=publish) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "2026.1" in outcomes
    assert set(outcomes) & {Stale, Invalid}
    assert Release.objects.count() == 1


@pytest.mark.django_db
def test_publishing_asks_as_many_questions_for_three_as_for_one() -> None:
    world = World()
    world.accepted()
    publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    counts = []
    for wanted in (2, 4):
        while Version.objects.filter(standing__status="accepted").count() < wanted:
            world.accepted()
        with CaptureQueriesContext(connection) as captured:
            publish_release(
                number=f"2026.{wanted}", note="", why_as_is="New names.", actor=world.decider
            )
        counts.append(len(captured))
    assert counts == [55, 55]
