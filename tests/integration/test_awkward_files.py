"""Every awkward file comes to what it has to: outcome, rows, cells; nothing written, in time."""

import gc
import logging
import os
from pathlib import Path
from typing import Any

import pytest

from benchmarks.parts import memory
from evidence.models import Citation, Draft, Item
from exchange.models import Import
from exchange.presenters.wrong_rows import wrong_rows_file
from exchange.queries.files import judge_file
from exchange.reading import asking, limits
from tests.awkward.many import NAMES, every_error
from tests.awkward_files import AwkwardFile, all_files, large_files
from tests.conftest import Tell
from tests.factories import make_person, make_terms

pytestmark = pytest.mark.django_db
SECONDS, MEBIBYTES = 5, 100
OUTCOME, ROWS, CELLS = "outcome", "rows", "cells"


def problems_with(file: AwkwardFile, actor: Any) -> list[tuple[str, str]]:
    """Return what is not as it has to be: of what kind, and in words."""
    found = judge_file(file.data, name=file.name, actor=actor)
    outcome = found.outcome
    wrong: list[tuple[str, str]] = []
    expected = file.outcome or ("accept_warn" if outcome.warnings else "accept")
    if outcome.outcome != expected:
        wrong.append((OUTCOME, f"{outcome.outcome} ({outcome.code}), not {expected}"))
    if file.code and outcome.code != file.code:
        wrong.append((OUTCOME, f"code {outcome.code}, not {file.code}"))
    if file.warns and file.warns not in {warning.code for warning in outcome.warnings}:
        wrong.append((OUTCOME, f"no warning {file.warns}"))
    errors = {(error.row, error.column, error.code) for error in outcome.errors}
    if errors != {error[:3] for error in file.errors}:
        wrong.append((ROWS, f"{sorted(errors, key=str)}, not {sorted(file.errors, key=str)}"))
    if outcome.rows_ok != file.ok:
        wrong.append((ROWS, f"{outcome.rows_ok} rows right, not {file.ok}"))
    values = {(error.row, error.column, error.code, error.value) for error in outcome.errors}
    if missing := {error for error in file.errors if len(error) == 4} - values:
        wrong.append((CELLS, f"no {missing} but {sorted(values, key=str)}"))
    wrong += [(CELLS, f"{error.code} gives no hint") for error in outcome.errors if not error.hint]
    rows = {row.number: row for row in found.judgement.rows} if found.judgement else {}
    for number, column, value in file.cells:
        said = rows[number].content.get(column) if number in rows else None
        if said != value:
            wrong.append((CELLS, f"row {number}, {column}: {said!r:.80}, not {value!r:.80}"))
    return wrong


def tell_peak_of_reader(monkeypatch: pytest.MonkeyPatch, peak: Path) -> None:
    """Let the reading process write the most memory it held, in KiB, to the file `peak`."""
    tell = f"; import re; open({str(peak)!r}, 'w').write(re.search('VmHWM: *(.*) kB', open('/proc/self/status').read().replace(chr(9), ' '))[1])"  # fmt: skip  # noqa: E501
    monkeypatch.setattr(asking, "_START", asking._START + tell)


def processor_seconds() -> float:
    """Of this process and its readers: what others do on the machine does not count."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def test_every_awkward_file_comes_to_what_it_has_to(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture, tell: Tell
) -> None:
    make_terms()
    actor = make_person("curator")
    peak = tmp_path / "peak"
    tell_peak_of_reader(monkeypatch, peak)
    caplog.set_level(logging.ERROR, asking.__name__)
    before = [model.objects.count() for model in (Item, Draft, Citation, Import)]
    wrong: list[tuple[str, str, str]] = []
    slow, names, slowest, biggest = [], set(), 0.0, 0
    for file in all_files():
        assert file.name not in names
        names.add(file.name)
        start = processor_seconds()
        wrong += [(file.name, kind, words) for kind, words in problems_with(file, actor)]
        slowest = max(slowest, took := processor_seconds() - start)
        if took > SECONDS:
            slow.append(f"{file.name}: {took:.1f} s")
        if peak.exists():
            biggest = max(biggest, int(peak.read_text()) // 1024)
            peak.unlink()
    right = {kind: len(names - {name for name, its, _ in wrong if its == kind})
             for kind in (OUTCOME, ROWS, CELLS)}  # fmt: skip
    told = ", ".join(f"{kind} right in {count}" for kind, count in right.items())
    tell(f"{len(names)} files, {told}; slowest {slowest:.1f} s, biggest {biggest} MiB")
    assert not wrong, "\n".join(map(str, wrong))
    assert not slow, "\n".join(slow)
    assert not caplog.records, caplog.text
    assert 0 < biggest <= MEBIBYTES
    assert len(names) >= 120
    assert before == [model.objects.count() for model in (Item, Draft, Citation, Import)]


def test_a_file_of_which_every_cell_is_wrong_keeps_the_limits(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tell: Tell
) -> None:
    make_terms()
    actor = make_person("curator")
    peak = tmp_path / "peak"
    tell_peak_of_reader(monkeypatch, peak)
    (file,) = large_files()
    gc.collect()
    memory.forget_peak()
    before, start = memory.resident(), processor_seconds()
    found = judge_file(file.data, name=file.name, actor=actor)
    judged = processor_seconds() - start
    errors = found.outcome.errors
    told = zip(errors, every_error(), strict=True)
    wrong = sum(
        (error.row, error.column, error.code, error.value) != expected or not error.hint
        for error, expected in told
    )
    name, _, rows = wrong_rows_file(found)
    with rows:
        lines = sum(line.count(b"is not in this closed list") for line in rows)
    growth, reading = memory.peak() - before, int(peak.read_text()) / 1024
    tell(
        f"{len(errors):,} errors in {judged:.1f} s; "
        f"grown by {growth:.0f} MiB, the reader {reading:.0f} MiB"
    )
    assert (found.outcome.outcome, found.outcome.rows_ok, wrong) == (file.outcome, file.ok, 0)
    assert (found.outcome.rows_error, len(errors)) == (limits.ROWS, limits.ROWS * len(NAMES))
    assert (name, lines) == ("rows-with-errors.csv", limits.ROWS * (len(NAMES) - 1))
    assert growth <= MEBIBYTES
    assert reading <= MEBIBYTES
