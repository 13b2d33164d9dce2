"""What tests counted stands at the end of every run, also of one on several cores."""

from collections.abc import Callable
from typing import Any

import pytest

Tell = Callable[[str], None]


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    """Say a line at the end of the run."""
    return lambda line: record_property("told", line)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print what was told, once a test."""
    reports = [report for found in terminalreporter.stats.values() for report in found]
    told = [
        line
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, line in report.user_properties
        if name == "told"
    ]
    if told:
        terminalreporter.section("counted")
    for line in told:
        terminalreporter.write_line(line)
