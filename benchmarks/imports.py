"""Our import against the usual ones, on the same rows, in one run: `make bench`.

BENCH_IMPORT_ROWS new claims (10,000 unless said; a million with BIG=1), in files of at most 10,000,
each work BENCH_ROUNDS times (3), one after the other in turn and each time on claims of its own;
printed are medians and peaks. What takes minutes runs once, amid the others.
"""

import itertools
import os
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

COUNT = int(os.environ.get("BENCH_IMPORT_ROWS") or (1_000_000 if os.environ.get("BIG") else 10_000))
ROUNDS = int(os.environ.get("BENCH_ROUNDS") or 3)

# work, what it is, compared with our work of the same kind
ROWS = (
    ("ours_xlsx", "XLSX, ours: judged, committed", "ours_xlsx"),
    ("ours_csv", "CSV, ours: judged, committed", "ours_xlsx"),
    ("ours_wrong", "XLSX, ours: judged, every 20th row wrong", "ours_xlsx"),
    ("linked_xlsx", "XLSX, django-import-export, with links", "ours_xlsx"),
    ("bulklinked_xlsx", "XLSX, the same with use_bulk, no links", "ours_xlsx"),
    ("stock_xlsx", "XLSX, django-import-export, one flat table", "ours_xlsx"),
    ("bulk_xlsx", "XLSX, the same with use_bulk", "ours_xlsx"),
    ("copy_csv", "CSV, plain COPY into a flat table", "ours_xlsx"),
)
SLOW = ("linked_xlsx", "bulklinked_xlsx", "stock_xlsx", "bulk_xlsx")


def main() -> None:
    """Make the files, measure, print."""
    from benchmarks.parts.place import throw_away_database

    with throw_away_database(), tempfile.TemporaryDirectory() as folder:
        prepare()
        from benchmarks.run import report

        report(measure(Path(folder)), ROWS)


def prepare() -> None:
    """Fill the vocabulary and make the baselines' tables."""
    import django

    django.setup()

    from benchmarks.parts.claims import COLUMNS, LINKED, make_table, names
    from benchmarks.parts.fill import start
    from benchmarks.parts.linked import add_names, linked_claim, make_tables
    from benchmarks.run import say

    start()
    make_table(os.environ["DATABASE_OWNER_URL"])
    make_tables(linked_claim(COLUMNS, LINKED))
    add_names(names())
    say(f"{COUNT:,} new claims of {len(COLUMNS)} columns; baselines preview and import, with names")
    say(f"of {len(LINKED)} columns linked, or into one flat table; they check nothing and write no")
    say("drafts, authors or events.")


def measure(folder: Path) -> dict[str, list[dict[str, float]]]:
    """Do every work in turn, ROUNDS times over, each on files of its own; the slow ones once."""
    from benchmarks.parts.claims import write_files
    from benchmarks.run import alone

    figures: dict[str, list[dict[str, float]]] = defaultdict(list)
    works = [work for work, *_ in ROWS]
    for turn, (place, work) in itertools.product(range(ROUNDS), enumerate(works)):
        if work in SLOW and turn != ROUNDS // 2:
            continue
        target = folder / f"{turn}-{work}"
        target.mkdir()
        kind, wrong = work.partition("_")[2], 20 if work == "ours_wrong" else 0
        first = 1 + COUNT * (turn * len(works) + place)
        write_files(target, first, COUNT, ending="csv" if kind == "csv" else "xlsx", wrong=wrong)
        figures[work].append(alone("benchmarks.parts.import_works", work, target))
    return figures


if __name__ == "__main__":
    main()
