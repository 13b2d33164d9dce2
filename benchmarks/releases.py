"""Building a whole release against `psql \\copy` of the same rows: `make bench`.

BENCH_ITEMS accepted claims (100,000 unless said; BIG=1: a million). Printed are seconds of every
file, of all together, their ratio to psql's, and by how much the process grew at its peak.

Rows are printed by the job worker as claims are accepted; here all at once, and shown apart.

Measured is the making of the files. The gate is not asked: claims filled in by SQL have no record
of anybody having judged them, and it rightly refuses to publish such.
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
WORKS = ("between", "write_csv", "write_ndjson", "write_xlsx", "write_long", "write_parquet",
         "write_gzip")  # fmt: skip
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


def held(decider: int) -> Any:
    """Store a release that holds every accepted claim and has no files yet; return it."""
    from django.db import connection

    from ground import clock
    from releases.models import Release
    from releases.queries.printing import of_accepted

    wanted = of_accepted()
    beside = {"events_sha256": "", "gone": {}, "quarantined": {}, "obsolete": [], "why_as_is": ""}
    release = Release.objects.create(
        number="2026.1", label="EVidence 2026.1", published_at=clock.now(), rows=ITEMS,
        published_by_id=decider, licence="CC BY 4.0", publisher="EVidence", manifest=beside,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO releases_release_version (release_id, version_id, place) "
            f"SELECT %s, id, row_number() OVER (ORDER BY place) FROM ({wanted.sql}) w (id, place)",
            [release.pk, *wanted.params],
        )
    return release


def measure(decider: int, folder: Path) -> None:
    """Make all files of a release and print what it took."""
    from benchmarks.parts.memory import forget_peak, peak, resident
    from releases.actions import building
    from releases.queries.particulars import particulars_of
    from releases.queries.printing import of_release, print_missing, select_of

    took: dict[str, float] = {}
    for name in WORKS:
        setattr(building, name, timed(getattr(building, name), name, took))
    release = held(decider)
    forget_peak()
    before, began = resident(), time.perf_counter()
    timed(print_missing, "print_missing", took)(of_release(release))
    made = building.build_files(release, particulars_of(release), folder)
    packed = building.pack(folder, made)
    whole, growth = time.perf_counter() - began, peak() - before
    wanted = of_release(release)
    select = select_of(wanted, "csv").replace("%s", f"'{release.pk}'")
    copy = f"\\copy (SELECT line FROM ({select}) ours) TO '{folder / 'psql.csv'}' WITH (FORMAT csv)"
    began = time.perf_counter()
    subprocess.run(
        [os.environ["BENCH_PSQL"], os.environ["DATABASE_URL"], "-qXc", " ".join(copy.split())],
        check=True,
    )
    psql = time.perf_counter() - began
    printed = took.pop("print_missing")
    rows = {
        **took,
        "gathering and all else": whole - printed - sum(took.values()),
        "release of printed rows": whole - printed,
        "printing rows, once a version": printed,
        "whole release": whole,
        "psql \\copy of evidence.csv": psql,
    }
    print(f"\n{'':30}{'seconds':>10}{'of psql':>10}")
    for label, seconds in rows.items():
        print(f"{label:30}{seconds:10.2f}{seconds / psql:9.1f}×")
    size = sum(stored.size for stored in made.values()) / 2**20
    print(
        f"\npeak growth {growth:,.0f} MiB; {len(made)} files, {size:,.0f} MiB, {len(packed)} .gz\n"
    )


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
