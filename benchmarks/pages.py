"""The pages people work in, on many accepted claims, beside an empty Django view, in one run.

BENCH_ITEMS accepted claims (100,000 unless said; BIG=1 means a million); every page is asked
BENCH_ROUNDS times (30) by one client within this process, in turns, so that what disturbs one
disturbs all. Printed are median and 95th percentile, the ratio of the median to that of a view
that does nothing behind the same middleware, and the questions to the database.
"""

import os
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

ITEMS = int(os.environ.get("BENCH_ITEMS") or (1_000_000 if os.environ.get("BIG") else 100_000))
ROUNDS = int(os.environ.get("BENCH_ROUNDS") or 30)
THREE = "effect=restores_sensitivity&settings=in_vitro&agents={agent}"
# label, who asks, address
PAGES = (
    ("an empty view", "bench-first", "/empty"),
    ("home, a visitor", "", "/"),
    ("home, a reviewer", "bench-first", "/"),
    ("items", "", "/items/"),
    ("items under three filters", "", "/items/?" + THREE),
    ("items, a search", "", "/items/?q=miR-21+cisplatin"),
    ("items by cancer, a column more", "bench-curator", "/items/?sort=cancer&column=directness"),
    ("one item", "", "/items/EVD-001000/"),
    ("one item, a curator", "bench-curator", "/items/EVD-001000/"),
    ("its paper", "", "{paper}"),
    ("worklist of papers", "bench-curator", "/papers/"),
    ("terms of cancer", "", "/terms/?vocabulary=cancer"),
    ("type-ahead of a term", "bench-curator", "/terms/suggest/?vocabulary=molecule&q=mir"),
    ("queue, a reviewer", "bench-first", "/reviews/"),
    ("a review", "bench-first", "{seat}"),
    ("start of a claim", "bench-curator", "/drafts/new/"),
)


def main() -> None:
    """Make the claims, measure, print."""
    from benchmarks.parts.place import throw_away_database

    with throw_away_database():
        import django
        from django.conf import settings

        django.setup()
        settings.ROOT_URLCONF = "benchmarks.parts.empty"
        from benchmarks.parts.fill import fill, start
        from benchmarks.pictures import wait_unfolded
        from evidence.actions.folding import fold_all
        from releases.queries.printing import of_accepted, print_missing

        print(f"{ITEMS:,} accepted claims are made by set-based SQL ...", flush=True)
        fill(ITEMS, start())
        # The claims were made without the triggers that would have said so.
        wait_unfolded(ITEMS)
        fold_all()
        print_missing(of_accepted())
        report(*measure())


def measure() -> tuple[dict[str, list[float]], dict[str, int]]:
    """Return the seconds of every page, round by round, and its questions."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from accounts.models import Person
    from evidence.models import Item, Term

    agent = Term.objects.get(vocabulary="agent", label="cisplatin").pk
    paper = reverse(
        "evidence:citation-detail", args=[Item.objects.get(number=1000).versions.get().citation.key]
    )
    where = {"paper": paper, "agent": agent, "seat": taken("bench-first")}
    clients, questions = {}, {}
    for label, who, address in PAGES:
        clients[label] = Client()
        if who:
            clients[label].force_login(Person.objects.get(username=who))
        with CaptureQueriesContext(connection) as captured:
            answer = clients[label].get(address.format(**where))
            questions[label] = len(captured)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {who or 'a visitor'} with {answer.status_code}")
    seconds: dict[str, list[float]] = {label: [] for label, _, _ in PAGES}
    for _ in range(ROUNDS):
        for label, _, address in PAGES:
            began = time.perf_counter()
            clients[label].get(address.format(**where))
            seconds[label].append(time.perf_counter() - began)
    return seconds, questions


def taken(username: str) -> str:
    """Let somebody take the first paper that waits; return the address of a review of it."""
    from django.urls import reverse

    from accounts.models import Person
    from evidence.models import Version
    from reviews.actions.declaring import declare
    from reviews.actions.seats import take_paper
    from reviews.models import Seat

    person = Person.objects.get(username=username)
    declare(interests="none", actor=person)
    waiting = Version.objects.filter(standing__status="in_review").order_by("pk").first()
    if waiting is None:
        raise SystemExit("The starter set has nothing in review.")
    take_paper(citation=waiting.citation, actor=person)
    return reverse("reviews:seat", args=[Seat.objects.get(round=waiting.pk, holder=person).pk])


def report(seconds: dict[str, list[float]], questions: dict[str, int]) -> None:
    """Print what each page took, and how many times an empty view."""
    nothing = statistics.median(seconds["an empty view"])
    print(f"{'page':<32}{'median':>11}{'p95':>11}{'of empty':>10}{'questions':>11}")
    for label, found in seconds.items():
        median, late = statistics.median(found), statistics.quantiles(found, n=20)[-1]
        print(
            f"{label:<32}{median * 1000:>8.1f} ms{late * 1000:>8.1f} ms"
            f"{median / nothing:>9.1f}×{questions[label]:>11}"
        )


if __name__ == "__main__":
    main()
