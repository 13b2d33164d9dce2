"""Publishing: everything accepted, once, for good; and every refusal."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from threading import Barrier, Thread

import pandas
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from accounts.actions.profiles import update_profile
from evidence.documents import content_of
from evidence.models import Version
from ground.errors import Denied, DomainError, Invalid, Stale
from ground.escaping import unescaped
from ground.events import first_broken
from ground.models import Event
from releases import storage
from releases.actions.building import MEDIA_TYPES, build_files
from releases.actions.publish import publish_release
from releases.columns import FLAT_NAMES
from releases.models import PrintedRow, Release, ReleaseFile, ReleaseVersion
from releases.queries.accepted import accepted
from releases.queries.particulars import particulars_of
from releases.queries.printing import lines, of_accepted, of_versions
from releases.queries.verifying import published
from reviews.actions.correct import accept_as_corrected, correct
from reviews.actions.decide import confirm, waive
from reviews.actions.flags import raise_flag, settle_flag
from reviews.actions.recommend import fewer_seats
from reviews.models import Recommendation
from tests.factories import make_person, say_status
from tests.worlds import World, fresh

pytestmark = pytest.mark.both

FIRST_TEN = [
    "accession", "claim", "effect", "agents", "cargo", "cancer", "settings", "reviewed_by",
    "read_from", "citation",
]  # fmt: skip
AWKWARD = {
    "summary": '=HYPERLINK("http://x", "click"), said "so";\nthen a second line',
    "engineering_detail": "'already quoted, and 'again",
    "mechanism_words": "'=1+1",
    "safety": "@SUM(A1)",
    "donor_cell_as_reported": "-2 to +2 °C; 间充质 — naïve 🧫 [not a mark]",
    "locator": "+1 (table 2), C:\\new\\table",
    "doubt": "",
    "agents": [
        {"name": "=cmd|' /C calc'!A0", "role": "alongside"},
        {"name": "5-FU; oxaliplatin [FOLFOX]", "role": "carried", "unnamed": True},
    ],
    "donor_species": {"unknown": "not_reported"},
    "seen_at": "long text, " * 900,
}


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, settings: object) -> None:
    settings.EVIDENCE_HOME = tmp_path  # type: ignore[attr-defined]


def text_of(release: Release, name: str) -> str:
    return storage.path_of(release.files.get(name=name).sha256).read_text("utf-8")


def csv_rows(text: str) -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [{name: unescaped(cell) for name, cell in row.items()} for row in rows]


def xlsx_rows(path: Path) -> list[dict[str, str]]:
    head, *rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Evidence").to_python()
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.django_db
def test_a_release_holds_every_accepted_version_and_nothing_else() -> None:
    world = World()
    accepted = [world.accepted(), world.accepted()]
    world.in_review()
    world.returned()
    world.retired()
    release = publish_release(
        number="2026.1", note="The first.", why_as_is="New names.", actor=world.decider
    )
    assert release.rows == 2
    held = ReleaseVersion.objects.filter(release=release).order_by("place")
    assert [(row.version_id, row.place) for row in held] == [
        (version.pk, place) for place, version in enumerate(accepted, start=1)
    ]
    rows = csv_rows(text_of(release, "evidence.csv"))
    assert [row["accession"] for row in rows] == [v.item.accession for v in accepted]
    assert {row["reviewed_by"] for row in rows} == {"2"}
    assert list(rows[0])[:10] == FIRST_TEN
    assert tuple(rows[0]) == FLAT_NAMES
    assert [file.name for file in release.files.all()] == list(MEDIA_TYPES)


@pytest.mark.django_db
def test_every_format_says_the_same_cell_by_cell() -> None:
    world = World()
    version, plain = world.accepted(**AWKWARD), world.accepted()
    release = publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    rows = csv_rows(text_of(release, "evidence.csv"))
    assert rows == [json.loads(line) for line in text_of(release, "evidence.ndjson").splitlines()]
    xlsx = release.files.get(name="evidence.xlsx")
    assert rows == xlsx_rows(storage.path_of(xlsx.sha256))
    frame = pandas.read_parquet(storage.path_of(release.files.get(name="evidence.parquet").sha256))
    assert list(frame.columns) == list(FLAT_NAMES)
    assert rows == frame.to_dict("records")
    awkward = rows[0]
    assert awkward["accession"] == version.item.accession
    assert awkward["claim"] == AWKWARD["summary"]
    for name in ("engineering_detail", "mechanism_words", "safety", "donor_cell_as_reported"):
        assert awkward[name] == AWKWARD[name]
    assert awkward["seen_at"] == AWKWARD["seen_at"].strip()
    assert awkward["agents"] == (
        "=cmd|' /C calc'!A0 [role: given alongside]; "
        "5-FU\\; oxaliplatin \\[FOLFOX\\] [role: carried by the vesicle, unnamed]"
    )
    assert awkward["donor_species"] == "not reported"
    assert awkward["pathways"] == ""
    assert awkward["document_sha256"] == version.document_sha256
    assert awkward["directness"] == "2"
    assert awkward["level_used"] == "D"
    assert awkward["citation"] == f"Authors unknown, year unknown. {world.citation.title}."
    assert plain.item.accession == rows[1]["accession"]


@pytest.mark.django_db
def test_without_pyarrow_there_is_no_parquet_and_every_other_file_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World()
    world.accepted()
    release = publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    made = build_files(release, particulars_of(release), tmp_path)
    wanted = published(release)
    assert set(wanted) - set(made) - {f"{name}.gz" for name in made} == {"evidence.parquet"}
    assert all(wanted[name] == stored for name, stored in made.items())
    plain = publish_release(number="2026.2", note="", why_as_is="New names.", actor=world.decider)
    assert {file.name for file in plain.files.all()} == set(MEDIA_TYPES) - {"evidence.parquet"}
    assert "evidence.parquet" not in text_of(release, "SHA256SUMS")


@pytest.mark.django_db
def test_a_csv_cell_never_begins_like_a_formula() -> None:
    world = World()
    world.accepted(**AWKWARD)
    release = publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    raw = list(csv.reader(io.StringIO(text_of(release, "evidence.csv"), newline="")))
    assert [cell for row in raw for cell in row if cell.startswith(tuple("=+-@\t\r\0"))] == []


@pytest.mark.django_db
def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    world = World()
    world.accepted(**AWKWARD)
    world.accepted(cargo=[{"name": "miR-unheard-of", "kind": "mirna"}])
    publish_release(number="2026.1", note="A note.", why_as_is="New names.", actor=world.decider)
    release = Release.objects.get()
    again = tmp_path / "again"
    again.mkdir()
    made = build_files(release, particulars_of(release), again)
    assert {name: stored.sha256 for name, stored in made.items()} == dict(
        ReleaseFile.objects.values_list("name", "sha256")
    )
    checked = subprocess.run(
        ["sha256sum", "--strict", "-c", "SHA256SUMS"], cwd=again, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    # All but the list itself, the archive that holds it, and Parquet.
    assert checked.stdout.count(": OK") == len(MEDIA_TYPES) - 3


@pytest.mark.django_db
def test_printed_rows_are_made_once_and_equal_those_made_on_the_way() -> None:
    world = World()
    world.accepted(**AWKWARD)
    wanted = of_versions(Version.objects.filter(standing__status="accepted"))
    before = [list(lines(wanted, kind)) for kind in ("csv", "json")]
    assert not PrintedRow.objects.exists()
    publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    assert [list(lines(wanted, kind)) for kind in ("csv", "json")] == before
    publish_release(number="2026.2", note="", why_as_is="New names.", actor=world.decider)
    assert PrintedRow.objects.count() == 1


@pytest.mark.django_db
def test_everything_accepted_is_the_same_however_it_is_asked() -> None:
    world = World()
    for status in ("accepted", "in_review", "superseded", "retired", "merged", "returned"):
        world.with_status(status)
    assert accepted().count() == 3
    for kind in ("csv", "json"):
        assert list(lines(of_accepted(), kind)) == list(lines(of_versions(accepted()), kind))


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
    barrier, outcomes = Barrier(2, timeout=60), []

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
