"""Every awkward file comes to what it has to: outcome, rows, cells; nothing written, in time."""

import os
import time
from typing import Any

import pytest

from evidence.models import Citation, Draft, Item
from exchange.models import Import
from exchange.queries.files import judge_file
from exchange.reading import limits
from tests.awkward_files import AwkwardFile, all_files
from tests.factories import make_person, make_terms

pytestmark = pytest.mark.django_db
SECONDS = 5


def problems_with(file: AwkwardFile, actor: Any) -> list[str]:
    """Return what is not as it has to be."""
    found = judge_file(file.data, name=file.name, actor=actor)
    outcome = found.outcome
    wrong = []
    expected = file.outcome or ("accept_warn" if outcome.warnings else "accept")
    if outcome.outcome != expected:
        wrong.append(f"outcome {outcome.outcome} ({outcome.code}), not {expected}")
    if file.code and outcome.code != file.code:
        wrong.append(f"code {outcome.code}, not {file.code}")
    errors = {(error.row, error.column, error.code) for error in outcome.errors}
    if errors != file.errors:
        wrong.append(f"errors {sorted(errors, key=str)}, not {sorted(file.errors, key=str)}")
    if outcome.rows_ok != file.ok:
        wrong.append(f"{outcome.rows_ok} rows right, not {file.ok}")
    if file.warns and file.warns not in {warning.code for warning in outcome.warnings}:
        wrong.append(f"no warning {file.warns}")
    rows = {row.number: row for row in found.judgement.rows} if found.judgement else {}
    for number, column, value in file.cells:
        said = rows[number].content.get(column) if number in rows else None
        if said != value:
            wrong.append(f"row {number}, {column}: {str(said)[:80]!r}, not {str(value)[:80]!r}")
    return wrong


def test_every_awkward_file_comes_to_what_it_has_to() -> None:
    make_terms()
    actor = make_person("curator")
    before = [model.objects.count() for model in (Item, Draft, Citation, Import)]
    wrong, slow, total, worst = [], [], 0, 0.0
    for file in all_files():
        total += 1
        start = time.process_time() + sum(os.times()[2:4])
        wrong += [f"{file.name}: {problem}" for problem in problems_with(file, actor)]
        took = time.process_time() + sum(os.times()[2:4]) - start
        worst = max(worst, took)
        if took > SECONDS:
            slow.append(f"{file.name}: {took:.1f} s")
    after = [model.objects.count() for model in (Item, Draft, Citation, Import)]
    names = {line.partition(": ")[0] for line in wrong}
    print(f"{total} files, {total - len(names)} right; slowest {worst:.1f} s")
    assert not wrong, "\n".join(wrong)
    assert not slow, "\n".join(slow)
    assert limits.MEMORY_BYTES <= 100 * 1024**2
    assert total >= 120
    assert before == after
