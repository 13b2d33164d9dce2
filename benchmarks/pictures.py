"""The pictures of the evidence against plain joins, on the same claims, in one run: `make bench`.

BENCH_ITEMS accepted claims (100,000 unless said; BIG=1 means a million), each work BENCH_ROUNDS
times (5) in turn; printed are the median and the least, and what the tables behind cost a write.
As many claims as can be are counted one by one, because no fold has come since they were moved.
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
# How many moves wait at most before a fold comes.
SOME = 255
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
        wait_unfolded(SOME)
        report(measure())
        upkeep()


def prepare() -> None:
    """Fill the database."""
    import django

    django.setup()
    from benchmarks.parts.fill import fill, start
    from evidence.actions.folding import fold_all

    print(f"{ITEMS:,} accepted claims are made by set-based SQL ...", flush=True)
    fill(ITEMS, start(), spread=True)
    # The claims were made without the triggers that would have said so.
    wait_unfolded(ITEMS)
    print("they are folded ...", flush=True)
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
    return joins() | pictures() | facets()


def joins() -> dict[str, Callable[[], Any]]:
    """Return what everything else is measured against."""
    from django.db import connection

    def ask(sql: str, params: tuple[str, ...] = ()) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()

    return {
        "matrix 50×50, plain joins": lambda: ask(PLAIN_MATRIX),
        "six facets, plain joins": lambda: [ask(PLAIN_FACET, (name, name)) for name in SIX],
    }


def pictures() -> dict[str, Callable[[], Any]]:
    """Return the pictures, and the whole page of one."""
    from django.test import Client

    from evidence.presenters.flow import bands_of, read_flow_address
    from evidence.presenters.matrix import read_matrix_address, shown_matrix
    from evidence.queries.flow import FlowGroups
    from evidence.queries.groups import claims_of
    from evidence.queries.items import listing_of

    def matrix(asked: dict[str, list[str]]) -> None:
        address = read_matrix_address(asked)
        shown = shown_matrix(address, claims_of(listing_of(None), address.counted))
        assert len(shown.rows.shown) == 50

    def page(asked: str) -> None:
        assert Client().get(f"/matrix/{asked}").status_code == 200

    def flow() -> None:
        address = read_flow_address({})
        found = FlowGroups(claims_of(listing_of(None), address.counted), address.stages)
        found.count(bands_of(found.axes, address))

    return {
        "matrix 50×50, ours, as it opens": lambda: matrix({}),
        "matrix 50×50, ours, under a filter": lambda: matrix({"settings": ["in_vivo"]}),
        "matrix 50×50, its whole page, as it opens": lambda: page(""),
        "matrix 50×50, its page, under a filter": lambda: page("?settings=in_vivo"),
        "flow, ours, as it opens": flow,
    }


def facets() -> dict[str, Callable[[], Any]]:
    """Return the facets of the list of claims."""
    from evidence.queries.counts import facet_counts
    from evidence.queries.facets import Filters
    from evidence.queries.items import listing_of

    narrowed = Filters(chosen={"status": ("accepted",), "settings": ("in_vivo",)})
    return {
        "all facets, ours": lambda: facet_counts(listing_of(None), Filters()),
        "all facets, ours, under a filter": lambda: facet_counts(listing_of(None), narrowed),
    }


def wait_unfolded(number: int) -> None:
    """Have so many claims wait for a fold."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO evidence_unfolded (item_id) SELECT id FROM evidence_item "
            "ORDER BY id DESC LIMIT %s", [number]
        )  # fmt: skip


def upkeep() -> None:
    """Print what is written beside a claim so that pictures are quick, and what that takes."""
    from django.db import connections

    from evidence.actions.folding import fold

    with connections["owner"].cursor() as cursor:
        linked, beside = (_links_written(cursor, beside) for beside in (False, True))
        cursor.execute(
            "SELECT pg_size_pretty(pg_table_size('evidence_version_sides')), "
            "pg_size_pretty(pg_total_relation_size('evidence_tally')), count(*) FROM evidence_tally"
        )
        sides, tally, rows = cursor.fetchone()
        wait_unfolded(SOME)
        forget_them(cursor)
    began = time.perf_counter()
    fold()
    each = (time.perf_counter() - began) / SOME * 1000
    print(
        f"\nupkeep of one submitted claim: {linked:.2f} ms for its narrow rows, {beside:.2f} ms "
        f"with the row of its sides\nupkeep of one move: {each:.2f} ms of folding, after its "
        f"commit, {SOME} moves at a time\nkept: sides {sides}, tallies {tally} in {rows:,} rows\n"
    )


def forget_them(cursor: Any) -> None:
    """Have what waits for a fold be as if nobody could read it before; its figures are wrong then,
    so this comes last."""
    from evidence.queries.bits import UNFOLDED, bits_of

    versions = f"SELECT id FROM evidence_version WHERE item_id IN ({UNFOLDED})"
    cursor.execute(
        f"UPDATE evidence_facet_bits folded SET bits = folded.bits & ~ gone.bits "
        f"FROM ({bits_of(versions)}) gone WHERE gone.block = folded.block AND role = 'reads'"
    )


def _links_written(cursor: Any, beside: bool) -> float:
    """Return the median milliseconds of writing the narrow rows of a claim anew."""
    switch = "ENABLE" if beside else "DISABLE"
    tables = {
        "evidence_version_term": "version_id, term_id, role",
        "evidence_version_choice": "version_id, role, value",
    }
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} {switch} TRIGGER write_sides")
    times = []
    for _ in range(100):
        cursor.execute("BEGIN; SELECT max(id) FROM evidence_version")
        cursor.execute(
            "CREATE TEMP TABLE sides ON COMMIT DROP AS SELECT * FROM evidence_version_sides "
            "WHERE version_id = (SELECT max(id) FROM evidence_version); "
            "DELETE FROM evidence_version_sides WHERE version_id = (SELECT version_id FROM sides)"
        )
        for number, table in enumerate(tables):
            cursor.execute(
                f"CREATE TEMP TABLE links{number} ON COMMIT DROP AS SELECT * FROM {table} "
                f"WHERE version_id = (SELECT version_id FROM sides); DELETE FROM {table} "
                f"WHERE version_id = (SELECT version_id FROM sides)"
            )
        began = time.perf_counter()
        for number, (table, columns) in enumerate(tables.items()):
            cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM links{number}")
        times.append(time.perf_counter() - began)
        cursor.execute("ROLLBACK")
    return statistics.median(times) * 1000


def report(found: dict[str, list[float]]) -> None:
    """Print a line for each work."""
    print(f"\nPictures of {ITEMS:,} accepted claims, {ROUNDS} rounds")
    print(f"{'':48} {'median ms':>10} {'least':>10}")
    for label, seconds in found.items():
        print(f"{label:48} {statistics.median(seconds) * 1000:10.1f} {min(seconds) * 1000:10.1f}")


if __name__ == "__main__":
    main()
