"""An import killed with -9 at any point leaves nothing, and asking again gives all of it, once.

By command and by page; killed is whoever imports, in the midst of what it was seen to do.
"""

import http.client
import json
import os
import subprocess
import sys
import uuid
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest
from django.conf import settings
from django.test import Client

from accounts.models import Person
from evidence.models import Citation, Draft, Item
from exchange.actions.import_items import seal_of
from exchange.actions.uploads import keep_upload
from exchange.models import Import, ImportedRow, Importing, Upload
from exchange.queries.files import judge_file
from exchange.views.loading import wishes_of
from ground.models import Event
from tests.conftest import Tell
from tests.databases import database_url
from tests.factories import make_person, make_terms
from tests.faults.processes import PROJECT, children_of, kill
from tests.faults.served import Served
from tests.patience import PATIENCE, eventually
from tests.workbooks import HEAD, csv_text, row

pytestmark = pytest.mark.fault
ROWS, PAPERS = 5_000, 2_501
# What the process that imports was last seen to ask of the database.
POINTS = (
    'SELECT "evidence_version"."id", "evidence_version"."item_id", "evidence_version"."claim_sh',
    'COPY "evidence_citation"',
    'COPY "evidence_item"',
    'COPY "evidence_draft"',
    'COPY "exchange_imported_row"',
)


def claims() -> bytes:
    rows = [row(n, pmid=str(30_000_000 + n // 2), cargo=f"miR-{n} [kind: miRNA]")
            for n in range(1, ROWS + 1)]  # fmt: skip
    return csv_text([HEAD, *rows]).encode()


def stored() -> tuple[int, ...]:
    counted = (Item, Draft, ImportedRow, Import, Citation, Event)
    return tuple(model.objects.count() for model in counted)


ALL = (ROWS, ROWS, ROWS, 1, PAPERS, ROWS + PAPERS + 1)


def seen_at(point: str, database: psycopg.Connection) -> None:
    """Wait until a transaction of somebody else is at `point`."""

    def is_there() -> bool:
        asked = database.execute(
            "SELECT query FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND xact_start IS NOT NULL"
        )
        return any(query.startswith(point) for (query,) in asked)

    eventually(is_there, every=0.002)


def let_writing_last(database: str) -> None:
    """Hold each COPY for a moment when its rows are in, so that whoever looks finds it there."""
    tables = {point.split('"')[1] for point in POINTS if point.startswith("COPY")}
    with psycopg.connect(database_url(database, owner=True)) as owner:
        owner.execute(
            "CREATE FUNCTION a_moment() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN PERFORM pg_sleep(0.5); RETURN NULL; END $$"
        )
        for table in tables:
            owner.execute(
                f"CREATE TRIGGER a_moment AFTER INSERT ON {table} EXECUTE FUNCTION a_moment()"
            )


def nobody_imports(database: psycopg.Connection) -> bool:
    """Has the server noticed that whoever imported is gone? It rolls back then."""
    asked = database.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND xact_start IS NOT NULL"
    ).fetchone()
    return asked == (0,)


def import_by_command(file: Path, database: str) -> subprocess.Popen[str]:
    environment = os.environ | {
        "DATABASE_URL": database_url(database),
        "DATABASE_OWNER_URL": database_url(database, owner=True),
        "DJANGO_SETTINGS_MODULE": "config.settings.testing",
    }
    command = [sys.executable, "manage.py", "import_items", str(file), "--actor", "importer",
               "--commit", "--json"]  # fmt: skip
    return subprocess.Popen(
        command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True
    )


def test_the_command_killed_at_five_points(committed_db: str, tmp_path: Path, tell: Tell) -> None:
    make_terms()
    make_person("curator", username="importer")
    file = tmp_path / "claims.csv"
    file.write_bytes(claims())
    before = stored()
    let_writing_last(committed_db)
    with psycopg.connect(database_url(committed_db), autocommit=True) as database:
        for point in POINTS:
            process = import_by_command(file, committed_db)
            seen_at(point, database)
            kill_group_of(process)
            eventually(lambda: nobody_imports(database))
            assert stored() == before
    for outcome, code in (("accept_warn", "warnings"), ("accept_warn", "imported_before")):
        said, _ = import_by_command(file, committed_db).communicate(timeout=PATIENCE)
        told = json.loads(said)
        assert (told["outcome"], told["code"], told["rows_ok"]) == (outcome, code, ROWS)
        assert tuple(a - b for a, b in zip(stored(), before, strict=True)) == ALL
    tell(f"import_items killed at {len(POINTS)} points: each time 0 rows; again: {ROWS:,} rows")


def kill_group_of(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate(timeout=PATIENCE)


class Browser:
    """Somebody signed in, who confirms an upload over HTTP."""

    def __init__(self, person: Person, port: int) -> None:
        client = Client()
        client.force_login(person)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.port, self.token = port, "a" * 32
        cookies = {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: self.token}
        self.cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        self.connection: http.client.HTTPConnection | None = None

    def confirm(self, upload: uuid.UUID, seal: str) -> None:
        """Send the confirmation, and do not wait for the answer."""
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        body = urlencode({"seal": seal, "csrfmiddlewaretoken": self.token})
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request("POST", f"/imports/files/{upload}/confirm", body, headers)

    def answer(self) -> tuple[int, str]:
        """Wait for the answer: its status and where it sends to; (0, "") where none comes."""
        assert self.connection
        try:
            response = self.connection.getresponse()
            return response.status, response.headers.get("Location", "")
        except (http.client.HTTPException, ConnectionError):
            return 0, ""
        finally:
            self.connection.close()


def test_web_and_job_worker_killed_at_five_points(
    committed_db: str, tmp_path: Path, port: int, tell: Tell
) -> None:
    make_terms()
    person = make_person("curator", username="importer")
    upload = keep_upload(data=claims(), name="claims.csv", actor=person)
    let_writing_last(committed_db)
    server = Served(
        tmp_path / "home", port, DATABASE_URL=database_url(committed_db),
        DATABASE_OWNER_URL=database_url(committed_db, owner=True),
        DJANGO_SETTINGS_MODULE="config.settings.testing", SECRET_KEY=settings.SECRET_KEY,
    )  # fmt: skip
    try:
        server.wait_until_up()
        judged = judge_file(claims(), name="claims.csv", actor=person)
        assert judged.judgement
        seal = seal_of(judged.judgement, wishes_of(upload))
        browser = Browser(person, server.port)
        before = stored()
        with psycopg.connect(database_url(committed_db), autocommit=True) as database:
            browser.confirm(upload.pk, seal)
            seen_at(POINTS[0], database)
            for worker in children_of(server.part("gunicorn") or 0):
                kill(worker)
            assert browser.answer() == (0, "")
            eventually(server.answers)
            assert (stored(), Importing.objects.count()) == (before, 0)
            browser.confirm(upload.pk, seal)
            assert browser.answer() == (302, f"/imports/files/{upload.pk}/")
            for point in POINTS:
                seen_at(point, database)
                kill(server.part("procrastinate") or 0)
                eventually(lambda: nobody_imports(database))
                assert stored() == before
                assert Importing.objects.get(why_not="").upload == upload
        eventually(lambda: Import.objects.exists())
        assert tuple(a - b for a, b in zip(stored(), before, strict=True)) == ALL
        assert (Upload.objects.exists(), Importing.objects.exists()) == (False, False)
        tell(
            f"Web server killed once and job worker at {len(POINTS)} points: each time 0 rows; "
            f"then by itself: {ROWS:,} rows"
        )
    finally:
        server.finish()
