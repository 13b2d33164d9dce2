"""docs/api.md works by paste: its curl, Python and, where it is there, R are run on a live site."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from accounts.actions.tokens import make_token
from evidence.models import Draft, Term
from tests.factories import make_person
from tests.integration.test_api_cut_off import port
from tests.patience import PATIENCE
from tests.worlds import World

__all__ = ["port"]
PAGE = (Path(__file__).parents[2] / "docs/api.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, flags=re.M | re.S)


@pytest.fixture
def wanted(port: int, settings: object) -> str:
    """The accession the question is answered with, among claims that nearly fit."""
    settings.ALLOWED_HOSTS = ["*"]  # type: ignore[attr-defined]
    world = World()
    in_vivo = [{"name": "in_vivo", "measured": "yes"}]
    world.accepted(settings=[{"name": "in_vivo", "measured": "no"}])
    world.accepted(settings=in_vivo, effect=[{"name": "promotes_resistance"}])
    world.accepted(settings=in_vivo, cargo=[{"name": "PTEN", "kind": "protein"}])
    return world.accepted(settings=in_vivo).item.accession


def run(language: str, text: str, port: int, **environment: str) -> str:
    text = text.replace("https://evidence.example.org", f"http://127.0.0.1:{port}")
    command = {
        "bash": ["bash", "-euc"], "python": [sys.executable, "-c"], "r": ["Rscript", "-e"],
    }[language]  # fmt: skip
    done = subprocess.run(
        [*command, text], capture_output=True, text=True, timeout=PATIENCE, check=False,
        env=os.environ | environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_page_holds_each_language() -> None:
    assert [language for language, _ in BLOCKS] == [
        "bash", "python", "python", "r", "bash", "bash",
    ]  # fmt: skip


# The fourth is R, which is run where this machine has it.
ASKING = [0, 1, 2, *([3] if shutil.which("Rscript") else [])]


@pytest.mark.parametrize("place", ASKING)
def test_the_question_is_answered_by_paste(place: int, wanted: str, port: int) -> None:
    language, text = BLOCKS[place]
    answer = run(language, text, port)
    assert re.findall(r"EVD-\d{6}", answer) == [wanted]


def test_a_term_is_added_by_paste(port: int) -> None:
    _, secret = make_token(name="x", scopes=["curate"], days=7, actor=make_person("curator"))
    run(*BLOCKS[4], port, TOKEN=secret)
    assert Term.objects.filter(label="pilocytic astrocytoma", status="provisional").exists()


def test_a_spreadsheet_goes_in_by_paste(port: int, tmp_path: Path, settings: object) -> None:
    settings.ALLOWED_HOSTS = ["*"]  # type: ignore[attr-defined]
    _, secret = make_token(name="x", scopes=["curate"], days=7, actor=make_person("curator"))
    (tmp_path / "claims.csv").write_text("summary\nOne claim.\n")
    language, text = BLOCKS[5]
    answer = json.loads(run(language, f"cd {tmp_path}\n{text}", port, TOKEN=secret))
    assert (answer["state"], answer["import"]["rows_new"]) == ("imported", 1)
    assert Draft.objects.get().content["summary"] == "One claim."
