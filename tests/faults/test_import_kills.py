"""An import killed at any point leaves nothing or all of it, and asking again gives the rest."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from evidence.models import Draft, Item
from exchange.models import Import, ImportedRow
from tests.databases import database_url
from tests.factories import make_person, make_terms
from tests.faults.processes import PROJECT
from tests.workbooks import HEAD, csv_text, row

pytestmark = pytest.mark.fault
ROWS = 5_000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = [row(n, pmid=str(30_000_000 + n // 10), cargo=f"miR-{n} [kind: miRNA]")
            for n in range(1, ROWS + 1)]  # fmt: skip
    path = tmp_path / "claims.csv"
    path.write_text(csv_text([HEAD, *rows]), encoding="utf-8")
    return path


def start(file: Path, database: str) -> subprocess.Popen[str]:
    environment = os.environ | {
        "DATABASE_URL": database_url(database),
        "DATABASE_OWNER_URL": database_url(database, owner=True),
        "DJANGO_SETTINGS_MODULE": "config.settings.testing",
    }
    command = [sys.executable, "manage.py", "import_items", str(file), "--actor", "importer",
               "--commit", "--json"]  # fmt: skip
    return subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True)


def stored() -> tuple[int, int, int]:
    return Draft.objects.count(), Item.objects.count(), ImportedRow.objects.count()


def test_killed_at_five_points_it_leaves_nothing_or_all(committed_db: str, file: Path) -> None:
    make_terms()
    make_person("curator", username="importer")
    took = 0.0
    for part in (0.2, 0.4, 0.6, 0.8, 0.95):
        begun = time.monotonic()
        process = start(file, committed_db)
        if not took:
            # The first one shows how long it takes: killed once it has a transaction open.
            time.sleep(3)
        else:
            time.sleep(took * part)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        took = took or (time.monotonic() - begun) * 3
        assert stored() in {(0, 0, 0), (ROWS, ROWS, ROWS)}
    process = start(file, committed_db)
    said, _ = process.communicate(timeout=300)
    assert json.loads(said)["outcome"] in ("accept", "accept_warn")
    assert stored() == (ROWS, ROWS, ROWS)
    assert Import.objects.count() == 1
