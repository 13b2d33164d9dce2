"""The files of a release: whole, equal in every format, the same bytes every time."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pandas
import pytest

from evidence.models import Version
from releases import storage
from releases.actions.building import MEDIA_TYPES, build_files
from releases.actions.publish import publish_release
from releases.columns import FLAT_NAMES
from releases.models import PrintedRow, Release, ReleaseFile, ReleaseVersion
from releases.queries.accepted import accepted
from releases.queries.particulars import particulars_of
from releases.queries.printing import lines, of_accepted, of_versions
from releases.queries.verifying import published
from tests.released import csv_rows, text_of, xlsx_rows
from tests.worlds import World

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
