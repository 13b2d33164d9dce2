"""The same release from the same database, wherever and however often: the same bytes."""

import hashlib
import secrets
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from config.embedded import Cluster
from evidence.actions.citations import cite
from evidence.actions.terms import add_term
from evidence.models import Citation, Standing, Version
from ground.errors import Denied
from releases.actions.building import build_files, pack
from releases.actions.publish import publish_release
from releases.models import Release
from releases.queries.particulars import particulars_of
from releases.queries.verifying import published
from reviews.actions.decide import confirm
from reviews.actions.recommend import recommend
from reviews.actions.seats import take_paper
from reviews.models import Seat
from tests.conftest import Tell
from tests.factories import make_person
from tests.faults.processes import manage
from tests.postgres import system_binaries
from tests.worlds import AGREE

pytestmark = pytest.mark.fault


def accept_starter_claims() -> int:
    """Have every starter claim that can be accepted judged and accepted; return how many."""
    call_command("load_vocabulary", verbosity=0)
    call_command("load_starter", verbosity=0)
    first, second, decider = (make_person(r) for r in ("reviewer", "reviewer", "editor"))
    for citation in Citation.objects.filter(versions__isnull=False).distinct():
        for reviewer in (first, second):
            take_paper(citation=citation, actor=reviewer)
    for seat in Seat.objects.select_related("holder").order_by("pk"):
        recommend(
            seat=seat, verdict="accept", answers=AGREE, reason="", has_read="full_text",
            actor=seat.holder,
        )  # fmt: skip
    accepted = 0
    for version in Version.objects.filter(standing__status="agreed").order_by("pk"):
        try:
            confirm(version=version, actor=decider)
            accepted += 1
        except Denied:
            continue  # a blocker speaks against it
    publish_release(number="2026.1", note="", why_as_is="From the starter set.", actor=decider)
    return accepted


def test_twice_restored_and_on_the_other_server_the_bytes_are_the_same(
    committed_db: str, tmp_path: Path, home: Path, settings: Any,
    system_postgres: Path, tell: Tell,
) -> None:  # fmt: skip
    settings.EVIDENCE_HOME = tmp_path / "first"
    settings.EVIDENCE_HOME.mkdir()
    accepted = accept_starter_claims()
    release = Release.objects.get()
    wanted = published(release)
    assert release.rows == accepted == Standing.objects.filter(status="accepted").count() >= 20
    again = tmp_path / "again"
    again.mkdir()
    made = build_files(release, particulars_of(release), again)
    assert made | pack(again, made) == wanted

    backup = tmp_path / "site.backup"
    call_command("backup", str(backup), verbosity=0)
    curator = make_person("curator")
    for number in range(100):
        cite(kind="primary_study", title=f"Another {number}", actor=curator)
        add_term(vocabulary="cancer", label=f"new cancer {number}", actor=curator)
    assert hashes(settings.EVIDENCE_HOME) == {stored.sha256 for stored in wanted.values()}

    with ExitStack() as stack:
        for server, binaries in (("embedded", None), ("system", system_binaries())):
            place = home.with_name(server)
            cluster = Cluster(place, binaries, durable=False)
            stack.callback(cluster.destroy)
            stack.enter_context(cluster.in_use())
            site = {
                "DATABASE_URL": cluster.url("runtime"),
                "DATABASE_OWNER_URL": cluster.url("owner"),
                "SECRET_KEY": secrets.token_urlsafe(64),
            }
            files = home.with_name(f"{server}-files")
            for command in (["restore", str(backup)], ["verify_releases", "--rebuild"]):
                done = manage(*command, home=files, **site)
                assert done.returncode == 0, done.stderr
            assert hashes(files) == {stored.sha256 for stored in wanted.values()}, server
            tell(f"{server}: {len(wanted)} files of {accepted} claims, the same SHA-256")


def hashes(home: Path) -> set[str]:
    """Return the SHA-256 of every release file that lies in a home, computed from its bytes."""
    files = (home / "releases").glob("??/*")
    return {hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
