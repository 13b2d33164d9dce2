"""Whatever eight people try, in whatever order, every promise of the review holds."""

import os
import time

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from reviews.workflow import MOVES
from tests.attempts import EveryMove
from tests.conftest import Tell
from tests.machine import Stage, Tally

# A longer look: EVIDENCE_MACHINE_RUNS=300 EVIDENCE_MACHINE_STEPS=80
RUNS = int(os.environ.get("EVIDENCE_MACHINE_RUNS", "8"))
STEPS = int(os.environ.get("EVIDENCE_MACHINE_STEPS", "40"))


@pytest.mark.django_db
def test_no_order_of_moves_breaks_a_promise(tell: Tell) -> None:
    EveryMove.tally, EveryMove.stage = Tally(), Stage()
    began = time.monotonic()
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        EveryMove,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=RUNS <= 8,
            # A failing run is short enough to read, and making it shorter takes minutes.
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    tally = EveryMove.tally
    tell(
        f"{tally.runs} runs, {tally.steps} attempts: {sum(tally.done.values())} done, "
        f"{tally.refused} refused, {time.monotonic() - began:.0f} s"
        f"\n  invariants held, of as many looks: {dict(tally.held)}"
        f"\n  done: {dict(tally.done.most_common())}"
        f"\n  versions at the end: {dict(tally.statuses.most_common())}"
    )
    assert len(tally.held) == 4
    assert tally.done["submit"] > 0
    assert set(tally.done) & set(MOVES)
