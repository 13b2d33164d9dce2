"""Building a whole release against `psql \\copy` of the same rows: `make bench`.

BENCH_ITEMS accepted claims (100,000 unless said; BIG=1: a million). Printed are seconds of every
file, of all together, their ratio to psql's, and by how much the process grew at its peak.
"""

import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

USUAL = 1_000_000 if os.environ.get("BIG") == "1" else 100_000
ITEMS = int(os.environ.get("BENCH_ITEMS") or USUAL)


def main() -> None:
    """Fill a database, publish in it, copy the same rows with psql, print."""
    from benchmarks.parts.place import throw_away_database

    with ExitStack() as stack:
        os.environ["BENCH_PSQL"] = stack.enter_context(throw_away_database())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        import django

        django.setup()
        from benchmarks.parts.fill import fill, start

        people = start()
        fill(ITEMS, people)
        print(f"{ITEMS:,} accepted claims", flush=True)
        measure(people["decider"], folder)


def measure(decider: int, folder: Path) -> None:
    """Publish and print what it took."""
    from accounts.models import Person
    from benchmarks.parts.memory import forget_peak, peak, resident
    from releases.actions import building
    from releases.actions.publish import publish_release
    from releases.queries.printing import of_release, select_of

    took: dict[str, float] = {}
    for name in ("write_csv", "write_ndjson", "write_xlsx", "write_long", "write_archive",
                 "write_gzip"):  # fmt: skip
        setattr(building, name, timed(getattr(building, name), name, took))
    actor = Person.objects.get(pk=decider)
    forget_peak()
    before, began = resident(), time.perf_counter()
    release = publish_release(number="2026.1", note="", why_as_is="Measured.", actor=actor)
    whole, growth = time.perf_counter() - began, peak() - before
    wanted = of_release(release)
    select = select_of(wanted, "csv") % tuple(f"'{one}'" for one in wanted.params)
    copy = f"\\copy (SELECT csv FROM ({select}) ours) TO '{folder / 'psql.csv'}' WITH (FORMAT csv)"
    began = time.perf_counter()
    subprocess.run(
        [os.environ["BENCH_PSQL"], os.environ["DATABASE_URL"], "-qXc", " ".join(copy.split())],
        check=True,
    )
    psql = time.perf_counter() - began
    rows = {**took, "everything else": whole - sum(took.values()), "whole release": whole,
            "psql \\copy of evidence.csv": psql}  # fmt: skip
    print(f"\n{'':30}{'seconds':>10}{'of psql':>10}")
    for label, seconds in rows.items():
        print(f"{label:30}{seconds:10.2f}{seconds / psql:9.1f}×")
    print(f"\npeak growth {growth:,.0f} MiB; {release.files.count()} files\n")


def timed(function: Any, name: str, took: dict[str, float]) -> Any:
    """Return the function, adding up its seconds under `name`."""

    def measured(*args: Any, **kwargs: Any) -> Any:
        began = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            took[name] = took.get(name, 0) + time.perf_counter() - began

    return measured


if __name__ == "__main__":
    main()
