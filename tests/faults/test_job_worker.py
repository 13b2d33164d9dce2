"""The job worker killed with -9, again and again: every mail goes out, and once."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import psycopg
import pytest

from accounts.actions.notifying import notify
from accounts.jobs import SEND_MAIL
from accounts.models import Notification
from ground import jobs
from tests.databases import database_url
from tests.factories import make_person, make_version
from tests.faults.processes import PROJECT, environment
from tests.patience import PATIENCE, eventually

pytestmark = pytest.mark.fault
MAILS, KILLS = 10, 6


class Worker:
    """A job worker of its own, with its mails in `home`."""

    def __init__(self, home: Path, database: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "procrastinate", "worker"],
            cwd=PROJECT,
            env=environment(
                home,
                DATABASE_URL=database_url(database),
                DATABASE_OWNER_URL=database_url(database, owner=True),
                SECRET_KEY=os.environ["SECRET_KEY"],
            ),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_every_mail_goes_out_once_however_often_the_worker_is_killed(
    committed_db: str, home: Path
) -> None:
    version = make_version()
    people = [make_person("curator") for _ in range(MAILS * KILLS)]
    for person in people:
        person.email = f"{person.username}@example.org"
        person.save(update_fields=["email"])
    mails = home / "mail"
    worker = Worker(home, committed_db)
    try:
        for kill in range(KILLS):
            sent = len(list(mails.glob("*.eml")))
            told = [person.pk for person in people[kill * MAILS : (kill + 1) * MAILS]]
            notify(kind="decision", about="version", about_id=version.pk, people=told)
            eventually(lambda sent=sent: len(list(mails.glob("*.eml"))) > sent)
            worker.kill()
            worker = Worker(home, committed_db)
        waits = Notification.objects.filter(mail_settled_at=None)
        eventually(lambda: not waits.exists())
    finally:
        worker.kill()
    sent_to = Counter(
        line for file in mails.glob("*.eml") for line in file.read_text().splitlines()
        if line.startswith("To: ")
    )  # fmt: skip
    assert sent_to == Counter(f"To: {person.email}" for person in people)
    with psycopg.connect(database_url(committed_db, owner=True)) as owner:
        left = owner.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s AND status <> 'doing'",
            [SEND_MAIL],
        ).fetchone()
    assert left == (0,)


def test_health_tells_that_the_worker_is_gone_and_that_it_is_back(
    committed_db: str, home: Path
) -> None:
    worker = Worker(home, committed_db)
    try:
        eventually(lambda: jobs.why_jobs_wait() == "")
        worker.kill()
        killed = time.monotonic()
        eventually(lambda: "The job worker is gone" in jobs.why_jobs_wait())
        assert time.monotonic() - killed < jobs.GONE_AFTER.total_seconds() + 10
        worker = Worker(home, committed_db)
        eventually(lambda: jobs.why_jobs_wait() == "")
    finally:
        worker.kill()
