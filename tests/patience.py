"""Waiting for what happens by itself: long enough for a slow machine, not longer than it takes."""

import time
from collections.abc import Callable
from typing import Any

# How long anything may take, in seconds; nobody waits so long where all is well.
PATIENCE = 300


def eventually(condition: Callable[[], Any], *, every: float = 0.05) -> Any:
    """Return the first true answer of `condition`, asked again and again while there is hope."""
    deadline = time.monotonic() + PATIENCE
    while not (answer := condition()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(every)
    return answer
