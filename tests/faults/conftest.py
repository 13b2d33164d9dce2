"""What the fault tests share: homes of their own, thrown away with whatever still runs there."""

import contextlib
import os
import random
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded import Cluster
from tests.postgres import system_binaries


@pytest.fixture
def home() -> Iterator[Path]:
    """The path of a home that does not exist yet; its cluster is destroyed afterwards."""
    directory = Path(tempfile.mkdtemp(prefix="evidence-fault-"))
    yield directory / "home"
    Cluster(directory / "home").destroy()
    shutil.rmtree(directory)


@pytest.fixture
def system_postgres() -> Path:
    """The programs of this machine's own PostgreSQL; in CI it must be there."""
    binaries = system_binaries()
    if binaries is None:
        assert os.environ.get("CI") != "true", "this machine has no PostgreSQL of its own"
        pytest.skip("this machine has no PostgreSQL of its own")
    return binaries


@pytest.fixture
def port() -> int:
    """A free port, below those that the system gives to whoever connects in the meantime."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    first = 20_000 + 1_000 * (worker % 12)
    for one in random.sample(range(first, first + 1_000), 100):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", one))
            return one
    raise AssertionError("none of a hundred ports is free")
