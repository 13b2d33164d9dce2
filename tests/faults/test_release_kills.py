"""Publishing killed at each of its steps: the release is absent or whole, and a retry works."""

import io
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from ground.models import Event
from releases import storage
from releases.actions.placing import sweep_leftovers
from releases.actions.publish import publish_release
from releases.models import Release, ReleaseFile, ReleaseHead, ReleaseVersion
from tests.databases import database_url
from tests.patience import eventually
from tests.worlds import World

pytestmark = pytest.mark.fault

# Each is replaced by the end of the process: what stands before it was done, it was not.
STEPS = {
    "before the heads of events are kept": "releases.actions.publish.keep_heads",
    "before the versions are held": "releases.actions.publish._hold",
    "before the files are made": "releases.actions.publish.build_files",
    "before the archive": "releases.actions.building.archive",
    "before compressing": "releases.actions.publish.pack",
    "before any file is placed": "releases.storage.keep",
    "before a placed file is flushed": "releases.storage._flush",
    "before the release is stored": "releases.models.Release.save",
    "before its event": "releases.actions.publish.events.record",
    "before the commit": "django.db.transaction.on_commit",
}
COMMITTED = "releases.storage.clear"
KILLED = """
import os, signal, django
from unittest.mock import patch
django.setup()
from accounts.models import Person
from releases.actions import placing, publish
actor = Person.objects.get(pk=int(os.environ["ACTOR"]))
with patch(os.environ["STEP"], lambda *args, **kwargs: os.kill(os.getpid(), signal.SIGKILL)):
    publish.publish_release(number="2026.1", note="", why_as_is="New names.", actor=actor)
"""


def test_killed_at_any_step_a_release_is_absent_or_whole(
    committed_db: str, settings: Any, tmp_path: Path
) -> None:
    settings.EVIDENCE_HOME = tmp_path
    world = World()
    world.accepted()
    environment = os.environ | {
        "DATABASE_URL": database_url(committed_db),
        "DATABASE_OWNER_URL": database_url(committed_db, owner=True),
        "EVIDENCE_HOME": str(tmp_path),
        "ACTOR": str(world.decider.pk),
    }
    for step in STEPS.values():
        killed = subprocess.run(
            [sys.executable, "-c", KILLED], check=False, env=environment | {"STEP": step}
        )
        assert killed.returncode == -signal.SIGKILL, step
        for model in (Release, ReleaseVersion, ReleaseFile, ReleaseHead):
            assert not model.objects.exists(), step
        assert not Event.objects.filter(stream__startswith="release:").exists(), step
        eventually(swept)  # the server needs a moment to see that the publisher is gone
        assert list(storage.folder().glob("??/*")) == [], step
    killed = subprocess.run(
        [sys.executable, "-c", KILLED], check=False, env=environment | {"STEP": COMMITTED}
    )
    assert killed.returncode == -signal.SIGKILL
    assert Release.objects.get().number == "2026.1"
    assert len(storage.workplaces()) == 1
    eventually(swept)
    out = io.StringIO()
    call_command("verify_releases", stdout=out)
    assert out.getvalue() == "2026.1: 1 claims, as published.\n"
    with pytest.raises(Exception, match="what you wrote is kept"):
        publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    second = publish_release(number="2026.2", note="", why_as_is="Again.", actor=world.decider)
    assert second.rows == 1
    assert storage.workplaces() == []


def swept() -> bool:
    """Sweep; tell whether nothing is left."""
    sweep_leftovers()
    return storage.workplaces() == []
