"""The order of the files: what takes longest begins first, so that no core waits for the last.

Loaded by `-p tests.side_by_side` (pyproject.toml). On several cores a worker takes the next file
when it has done one (`--dist loadfile`, Makefile): what the tests of a file share is made once.
"""

import pytest

# Half a minute and more, the longest first; the other files follow as they come.
LONGEST = (
    "tests/architecture/test_three_worlds.py",
    "tests/browser/test_everywhere.py",
    "tests/architecture/test_seats_tell_nothing.py",
    "tests/faults/test_import_kills.py",
    "tests/faults/test_backup.py",
    "tests/faults/test_serve.py",
    "tests/integration/test_facet_counts.py",
    "tests/integration/test_awkward_files.py",
    "tests/integration/test_api_generated.py",
    "tests/faults/test_job_worker.py",
    "tests/browser/test_review_story.py",
    "tests/browser/test_desk.py",
    "tests/architecture/test_permissions.py",
    "tests/integration/test_review_pages_blind.py",
    "tests/integration/test_every_move.py",
    "tests/integration/test_query_counts.py",
    "tests/integration/test_round_trip_many.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest in front; the rest stays as it was."""
    places = {file: place for place, file in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.nodeid.partition("::")[0], len(places)))
