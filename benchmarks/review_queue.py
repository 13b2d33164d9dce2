"""The review queue with ten items waiting and with ten thousand, in one run.

BENCH_WAITING items (10,000 unless said), four of a paper, a tenth of them waiting for a decision;
the page is asked BENCH_ROUNDS times (30) by a reviewer and by an editor. Printed are medians,
their ratio to the small queue's, and how many questions the database was asked.
"""

import os
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

FEW, MANY = 10, int(os.environ.get("BENCH_WAITING") or 10_000)
ROUNDS = int(os.environ.get("BENCH_ROUNDS") or 30)
PAGES = (("the queue, a reviewer", "bench-first", "/reviews/"),
         ("the queue, an editor", "bench-decider", "/reviews/"),
         ("staffing, an editor", "bench-decider", "/reviews/staffing/"),
         ("home, a reviewer", "bench-first", "/"))  # fmt: skip


def main() -> None:
    """Make the queues, measure, print."""
    from benchmarks.parts.place import throw_away_database

    with throw_away_database():
        import django

        django.setup()
        from benchmarks.parts.fill import start
        from benchmarks.parts.waiting import let_wait, nothing_waits

        people = start()
        nothing_waits()
        let_wait(FEW, people)
        few = measure()
        let_wait(MANY - FEW, people)
        report(few, measure())


def measure() -> dict[str, tuple[float, int]]:
    """Return for each page the median of its seconds, and its questions to the database."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from accounts.models import Person

    found = {}
    for label, username, address in PAGES:
        client = Client()
        client.force_login(Person.objects.get(username=username))
        with CaptureQueriesContext(connection) as asked:
            if client.get(address).status_code != 200:
                raise SystemExit(f"{address} did not answer {username}")
        seconds = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            client.get(address)
            seconds.append(time.perf_counter() - began)
        found[label] = (statistics.median(seconds), len(asked))
    return found


def report(few: dict[str, tuple[float, int]], many: dict[str, tuple[float, int]]) -> None:
    """Print what each page took with few and with many items waiting."""
    print(
        f"{'page':<24}{f'{FEW} waiting':>14}{f'{MANY:,} waiting':>18}{'ratio':>8}{'questions':>14}"
    )
    for label, (was, questions) in few.items():
        now, more = many[label]
        print(
            f"{label:<24}{was * 1000:>11.1f} ms{now * 1000:>15.1f} ms{now / was:>8.2f}"
            f"{f'{questions} and {more}':>14}"
        )


if __name__ == "__main__":
    main()
