"""The pictures of the evidence against plain joins, on the same claims, in one run: `make bench`.

BENCH_ITEMS accepted claims (100,000 unless said; BIG=1 means a million), each work BENCH_ROUNDS
times (5) in turn; printed are medians. Pictures keep no table of their own: what they cost a
write are the narrow rows and, for the facets, the folding of bits, both printed beside.
"""

import os
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

ITEMS = int(os.environ.get("BENCH_ITEMS") or (1_000_000 if os.environ.get("BIG") else 100_000))
ROUNDS = int(os.environ.get("BENCH_ROUNDS") or 5)
SIX = ("effect", "cancer", "cargo", "agents", "settings", "modality")

# Every version joined with its rows, one statement a question, broader terms left aside.
PLAIN_MATRIX = """
    SELECT cargo.term_id, agent.term_id, count(DISTINCT version.id)
    FROM evidence_version version
    JOIN evidence_standing standing ON standing.version_id = version.id AND status = 'accepted'
    JOIN evidence_version_term cargo ON cargo.version_id = version.id AND cargo.role = 'cargo'
    JOIN evidence_version_term agent ON agent.version_id = version.id AND agent.role = 'agents'
    GROUP BY cargo.term_id, agent.term_id
    """
PLAIN_FACET = """
    SELECT coalesce(value, term_id::text), count(DISTINCT version.id)
    FROM evidence_version version
    JOIN evidence_standing standing ON standing.version_id = version.id AND status = 'accepted'
    LEFT JOIN evidence_version_choice given ON given.version_id = version.id AND given.role = %s
    LEFT JOIN evidence_version_term named ON named.version_id = version.id AND named.role = %s
    GROUP BY 1
    """


def main() -> None:
    """Make the claims, measure, print."""
    from benchmarks.parts.place import throw_away_database

    with throw_away_database():
        prepare()
        report(measure())
        upkeep()


def prepare() -> None:
    """Fill the database."""
    import django

    django.setup()
    from benchmarks.parts.fill import fill, start
    from evidence.actions.folding import fold_all

    print(f"{ITEMS:,} accepted claims are made by set-based SQL ...", flush=True)
    fill(ITEMS, start())
    fold_all()


def measure() -> dict[str, list[float]]:
    """Do every work in turn, ROUNDS times over; the first time warms and is left out."""
    found: dict[str, list[float]] = defaultdict(list)
    for turn in range(ROUNDS + 1):
        for label, work in works().items():
            began = time.perf_counter()
            work()
            if turn:
                found[label].append(time.perf_counter() - began)
    return found


def works() -> dict[str, Callable[[], Any]]:
    """Return what is measured, by what it is called."""
    from django.db import connection

    from evidence.presenters.flow import bands_of, read_flow_address
    from evidence.queries.axes import count_axes, name_terms
    from evidence.queries.counts import facet_counts
    from evidence.queries.facets import FACETS, Filters
    from evidence.queries.flow import count_flow
    from evidence.queries.items import listing_of, matching
    from evidence.queries.matrix import Matrix

    accepted = Filters(chosen={"status": ("accepted",)})

    def ask(sql: str, params: tuple[str, ...] = ()) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()

    def matrix() -> None:
        versions = matching(listing_of(None).versions, accepted)
        found = Matrix(versions, FACETS["cargo"], FACETS["agents"])
        found.count_axes()
        found.cells(list(found.rows.claims)[:50], list(found.columns.claims)[:50])

    def flow() -> None:
        address = read_flow_address({})
        versions = matching(listing_of(None).versions, accepted)
        axes = count_axes(versions, address.stages)
        name_terms(axes)
        count_flow(versions, address.stages, bands_of(axes, address), exact=False)

    return {
        "matrix, plain joins": lambda: ask(PLAIN_MATRIX),
        "matrix, ours: axes, broader terms, directions": matrix,
        "flow, ours: six stages, five steps": flow,
        "six facets, plain joins": lambda: [ask(PLAIN_FACET, (name, name)) for name in SIX],
        "all facets, ours: bits": lambda: facet_counts(listing_of(None), Filters()),
    }


def upkeep() -> None:
    """Print what the rows and the bits behind the pictures cost a write, a claim at a time."""
    from django.db import connections

    from evidence.actions.folding import DUE, fold

    rows = "INSERT INTO kept (role, key, version_id) SELECT role, key, version_id FROM one"
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE one AS SELECT role, term_id::text AS key, version_id FROM "
            "evidence_version_term WHERE version_id = (SELECT max(id) FROM evidence_version) "
            "UNION ALL SELECT role, value, version_id FROM evidence_version_choice "
            "WHERE version_id = (SELECT max(id) FROM evidence_version)"
        )
        cursor.execute("SELECT count(*) FROM one")
        (number,) = cursor.fetchone()
        cursor.execute("CREATE TABLE kept (LIKE one); CREATE INDEX ON kept (role, key, version_id)")
        cursor.execute("CREATE UNIQUE INDEX ON kept (version_id, role, key)")
        times = []
        for _ in range(200):
            began = time.perf_counter()
            cursor.execute(rows)
            times.append(time.perf_counter() - began)
            cursor.execute("UPDATE one SET version_id = version_id + 1")
        cursor.execute(
            "INSERT INTO evidence_unfolded (item_id) SELECT id FROM evidence_item "
            "ORDER BY id DESC LIMIT %s", [DUE]
        )  # fmt: skip
    began = time.perf_counter()
    fold()
    each = (time.perf_counter() - began) / DUE * 1000
    print(
        f"\nupkeep of one submitted claim: {number} narrow rows, "
        f"{statistics.median(times) * 1000:.2f} ms; of one move: {each:.2f} ms of folding, "
        f"after its commit, {DUE} moves at a time\n"
        "Pictures keep no table of their own: nothing else is written for them.\n"
    )


def report(found: dict[str, list[float]]) -> None:
    """Print a line for each work."""
    print(f"\nPictures of {ITEMS:,} accepted claims, {ROUNDS} rounds\n{'':48} {'median ms':>10}")
    for label, seconds in found.items():
        print(f"{label:48} {statistics.median(seconds) * 1000:10.1f}")


if __name__ == "__main__":
    main()
