"""Our exports against the usual ones, on the same rows, in one run: `make bench`.

BENCH_ITEMS accepted claims (100,000 unless said), each work BENCH_ROUNDS times (5), one after the
other in turn; printed are medians and peaks. What takes minutes runs once, amid the others;
BENCH_WITHOUT names works to leave out (linked_csv,linked_xlsx).
"""

import csv
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

ITEMS = int(os.environ.get("BENCH_ITEMS") or 100_000)
ROUNDS = int(os.environ.get("BENCH_ROUNDS") or 5)

# work, what it is, compared with our work of the same kind
ROWS = (
    ("ours_csv", "CSV, ours", "ours_csv"),
    ("psql_same", "CSV, psql \\copy of the same SELECT", "ours_csv"),
    ("psql_columns", "CSV, psql \\copy of the same cells as columns", "ours_csv"),
    ("linked_csv", "CSV, django-import-export, with links", "ours_csv"),
    ("stock_csv", "CSV, django-import-export, one flat table", "ours_csv"),
    ("ours_ndjson", "NDJSON, ours", "ours_csv"),
    ("ours_gzip", "CSV and its gzip, ours as in a release", "ours_csv"),
    ("ours_parquet", "NDJSON and its Parquet, ours as in a release", "ours_csv"),
    ("working_csv", "CSV, working export", "ours_csv"),
    ("working_tsv", "TSV, working export", "ours_csv"),
    ("working_ndjson", "NDJSON, working export", "ours_csv"),
    ("ours_xlsx", "XLSX, ours, the one sheet", "ours_xlsx"),
    ("ours_workbook", "XLSX, ours, as in a release with long tables", "ours_xlsx"),
    ("working_xlsx", "XLSX, working export with long tables", "ours_xlsx"),
    ("xlsxwriter_xlsx", "XLSX, XlsxWriter constant_memory", "ours_xlsx"),
    ("linked_xlsx", "XLSX, django-import-export, with links", "ours_xlsx"),
    ("stock_xlsx", "XLSX, django-import-export, one flat table", "ours_xlsx"),
)
_WITHOUT = os.environ.get("BENCH_WITHOUT", "").split(",")
ROWS = tuple(row for row in ROWS if row[0] not in _WITHOUT)
# Minutes each at 100,000 claims: once, in the middle round.
SLOW = ("linked_csv", "stock_csv", "xlsxwriter_xlsx", "linked_xlsx", "stock_xlsx")
ENDINGS = {
    "csv": ".csv", "same": ".csv", "columns": ".csv", "tsv": ".tsv", "ndjson": ".ndjson",
    "gzip": ".csv.gz", "parquet": ".parquet", "xlsx": ".xlsx", "workbook": ".xlsx",
}  # fmt: skip


def main() -> None:
    """Make the claims, measure, print."""
    from benchmarks.parts.place import throw_away_database

    with throw_away_database() as psql, tempfile.TemporaryDirectory() as folder:
        os.environ["BENCH_PSQL"] = psql
        prepare(Path(folder))
        figures = measure(Path(folder))
        same_cells(Path(folder))
        report(figures, ROWS)


def prepare(folder: Path) -> None:
    """Fill the database, print every row once, and make the baselines' tables."""
    import django

    django.setup()
    from django.db import connections

    from benchmarks.parts.fill import fill, start
    from benchmarks.parts.flat import make_linked, make_table
    from releases.queries.printing import of_accepted, print_missing

    say(f"{ITEMS:,} accepted claims are made by set-based SQL ...")
    began = time.perf_counter()
    fill(ITEMS, start())
    say(f"made in {time.perf_counter() - began:.0f} s")
    began = time.perf_counter()
    rows = print_missing(of_accepted())
    each = (time.perf_counter() - began) / rows
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE releases_printed_row")
        cursor.execute("SELECT pg_total_relation_size('releases_printed_row')")
        (size,) = cursor.fetchone()
    say(f"upkeep, once a version: {each * 1e6:.0f} µs and {size / rows / 1024:.1f} KiB to print it")
    once("ours_csv", folder)
    make_table(os.environ["DATABASE_OWNER_URL"], folder / "ours_csv.csv")
    make_linked()


def once(work: str, folder: Path) -> dict[str, float]:
    """Do one work in a process of its own; return its seconds and growth."""
    return alone("benchmarks.parts.works", work, folder / (work + ENDINGS[work.split("_")[1]]))


def alone(module: str, work: str, target: Path) -> dict[str, float]:
    """Do a work of `module` in a process of its own; return its seconds and growth."""
    command = [sys.executable, "-m", module, work, str(target)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def measure(folder: Path) -> dict[str, list[dict[str, float]]]:
    """Do every work in turn, ROUNDS times over; the slow ones once."""
    figures: dict[str, list[dict[str, float]]] = defaultdict(list)
    for turn, (work, *_) in itertools.product(range(ROUNDS), ROWS):
        if work not in SLOW or turn == ROUNDS // 2:
            figures[work].append(once(work, folder))
    return figures


def same_cells(folder: Path) -> None:
    """Stop where our file and the baseline's do not hold the same cells."""
    csv.field_size_limit(1 << 30)
    names = ("ours_csv.csv", "psql_columns.csv")
    with (folder / names[0]).open(newline="") as one, (folder / names[1]).open(newline="") as two:
        rows = 0
        for ours, theirs in itertools.zip_longest(csv.reader(one), csv.reader(two)):
            if ours != theirs:
                raise SystemExit(f"Row {rows} differs: {ours} and {theirs}")
            rows += 1
    sizes = ", ".join(
        f"{work} {(folder / (work + ending)).stat().st_size / 2**20:.0f} MiB"
        for work, ending in (
            ("ours_csv", ".csv"),
            ("ours_ndjson", ".ndjson"),
            ("ours_xlsx", ".xlsx"),
            ("working_xlsx", ".xlsx"),
        )
    )
    say(f"checked: {rows - 1:,} rows, the same cells in ours and psql's; {sizes}")


def report(
    figures: dict[str, list[dict[str, float]]], rows: tuple[tuple[str, str, str], ...]
) -> None:
    """Print medians, ratios to ours, and peaks."""
    median = {work: statistics.median(f["seconds"] for f in figures[work]) for work, *_ in rows}
    print(f"\n{'':46} {'runs':>4} {'seconds':>9} {'of ours':>8} {'peak growth':>12}")
    for work, label, ours in rows:
        growth = max(f["growth"] for f in figures[work])
        mib = "" if work.startswith("psql") else f"{growth:,.0f} MiB"
        took, runs = median[work], len(figures[work])
        print(f"{label:46} {runs:4} {took:9.2f} {took / median[ours]:7.2f}× {mib:>12}")
    print()


def say(what: str) -> None:
    """Print at once."""
    print(what, flush=True)


if __name__ == "__main__":
    main()
