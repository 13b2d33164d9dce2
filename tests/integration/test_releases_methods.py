"""The methods paragraph of a release: written once, printed, and never changed."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from ground import clock
from releases import storage
from releases.actions.building import build_files
from releases.actions.publish import publish_release
from releases.models import Release
from releases.queries.particulars import particulars_of
from releases.writers.texts import readme
from tests.agreeing import LAST_TWO, decide_rounds, eighteen_rounds
from tests.databases import BuiltOnce
from tests.posting import text_of
from tests.worlds import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, settings: object) -> None:
    settings.EVIDENCE_HOME = tmp_path  # type: ignore[attr-defined]


def readme_of(release: Release) -> str:
    file = release.files.get(name="README.md")
    return storage.path_of(file.sha256).read_text(encoding="utf-8")


@pytest.fixture
def world(built_once: BuiltOnce) -> World:
    made: World = built_once(eighteen_rounds)
    return made


@pytest.fixture
def release(world: World) -> Release:
    decide_rounds(world, LAST_TWO)
    publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    return Release.objects.get()


def test_it_stands_in_the_readme_and_on_the_page(release: Release) -> None:
    day = release.published_at
    for said in (
        f"Of 20 versions judged by two reviewers and decided until {day.day} {day:%B %Y}",
        "the same in 85.0% (95% CI 64.0% to 94.8%) of 20 rounds",
        f"12 claims were accepted until {day.day} {day:%B %Y}, 12 on the recommendation of two",
    ):
        assert said in readme_of(release)
        assert said in text_of(Client().get("/releases/2026.1/"))


def test_what_is_judged_later_never_changes_it(
    world: World, release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = readme_of(release)
    decide_rounds(World(author=world.author, decider=world.decider), {"accepted": 20})
    later = clock.now() + timedelta(days=400)
    monkeypatch.setattr(clock, "now", lambda: later)
    again = tmp_path / "again"
    again.mkdir()
    build_files(release, particulars_of(release), again)
    assert (again / "README.md").read_text(encoding="utf-8") == before


def test_a_release_of_before_is_printed_as_it_was(release: Release) -> None:
    del release.manifest["methods"]
    text = readme(release, particulars_of(release))
    assert "How the claims were judged" not in text
    assert "## Contributors" in text
