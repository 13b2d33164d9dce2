"""A page of our API against the usual ways, on the same claims, in one run: `make bench`.

BENCH_ITEMS accepted claims (100,000 unless said; BIG=1 means a million), pages of 50 under three
filters, BENCH_CLIENTS clients (16) for BENCH_SECONDS (10) each, at any depth of the list. Every
server is gunicorn with the same two processes of eight threads.
"""

import contextlib
import http.client
import os
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

ITEMS = int(os.environ.get("BENCH_ITEMS") or (1_000_000 if os.environ.get("BIG") else 100_000))
CLIENTS = int(os.environ.get("BENCH_CLIENTS") or 16)
SECONDS = float(os.environ.get("BENCH_SECONDS") or 10)
WANTED = "effect=restores_sensitivity&settings=in_vitro&agents=cisplatin"

# label, application, environment
SERVERS = (
    ("ours", "config.wsgi", {"EVIDENCE_API_PER_ADDRESS": "0"}),
    ("ours, counting requests", "config.wsgi", {"EVIDENCE_API_PER_ADDRESS": "100000000"}),
    ("tuned DRF serializers", "benchmarks.parts.usual", {}),
    ("bare WSGI and psycopg", "benchmarks.parts.bare", {}),
)


def main() -> None:
    """Make the claims, measure each server, print."""
    from benchmarks.parts.place import throw_away_database

    with throw_away_database():
        last = prepare()
        figures = {label: measured(module, more, last) for label, module, more in SERVERS}
        report(figures)
        stream()


def prepare() -> int:
    """Fill the database; return the largest accession's number."""
    import django

    django.setup()
    from benchmarks.parts.fill import fill, start
    from evidence.models import Item
    from releases.queries.printing import of_accepted, print_missing

    say(f"{ITEMS:,} accepted claims are made by set-based SQL ...")
    fill(ITEMS, start())
    print_missing(of_accepted())
    last = Item.objects.order_by("-number").values_list("number", flat=True).first()
    return int(last or 0)


@contextlib.contextmanager
def served(module: str, more: dict[str, str]) -> Iterator[int]:
    """Serve an application until the block ends; yield its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings.base", "EVIDENCE_DEMO": "1"}
    command = [
        sys.executable, "-m", "gunicorn", f"{module}:application", "--bind", f"127.0.0.1:{port}",
        "--worker-class", "gthread", "--workers", "2", "--threads", "8", "--keep-alive", "30",
        "--log-level", "error",
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings | more)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def measured(module: str, more: dict[str, str], last: int) -> dict[str, float]:
    """Ask one server from all clients at once; return requests a second and times in ms."""
    with served(module, more) as port:
        ask(port, last, 2.0)  # warm
        began = time.perf_counter()
        times, size = ask(port, last, SECONDS)
        took = time.perf_counter() - began
    return {
        "each": len(times) / took,
        "median": statistics.median(times) * 1000,
        "p95": statistics.quantiles(times, n=20)[18] * 1000,
        "kib": size / len(times) / 1024,
    }


def ask(port: int, last: int, seconds: float) -> tuple[list[float], int]:
    """Ask pages at random depths for some seconds; return how long each took, and all bytes."""
    times: list[float] = []
    sizes: list[int] = []
    until = time.perf_counter() + seconds

    def client(seed: int) -> None:
        chance, line = random.Random(seed), http.client.HTTPConnection("127.0.0.1", port, 30)
        while time.perf_counter() < until:
            cursor = f"&cursor=EVD-{chance.randrange(1, max(last * 9 // 10, 2)):06d}.1"
            began = time.perf_counter()
            line.request("GET", f"/api/v1/items?{WANTED}{cursor}")
            response = line.getresponse()
            body = response.read()
            if response.status != 200:
                raise SystemExit(f"{response.status}: {body[:300]!r}")
            times.append(time.perf_counter() - began)
            sizes.append(len(body))

    threads = [threading.Thread(target=client, args=(seed,)) for seed in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, sum(sizes)


def stream() -> None:
    """Take everything as one CSV from our API."""
    label, module, more = SERVERS[0]
    with served(module, more) as port:
        line = http.client.HTTPConnection("127.0.0.1", port, 600)
        began = time.perf_counter()
        line.request("GET", "/api/v1/items?format=csv")
        response, size = line.getresponse(), 0
        first = time.perf_counter() - began
        while block := response.read(1 << 20):
            size += len(block)
        took = time.perf_counter() - began
    say(
        f"everything as CSV by stream, {label}: {size / 2**20:.0f} MiB in {took:.1f} s, the first "
        f"byte after {first * 1000:.0f} ms\n"
    )


def report(figures: dict[str, dict[str, float]]) -> None:
    """Print a line for each server, and how it compares with ours."""
    ours = figures[SERVERS[0][0]]["each"]
    print(f"\nA page of 50 under three filters of {ITEMS:,} claims, {CLIENTS} clients")
    print(f"{'':28} {'requests/s':>10} {'median ms':>10} {'p95 ms':>8} {'KiB':>6} {'of ours':>8}")
    for label, found in figures.items():
        print(
            f"{label:28} {found['each']:10.0f} {found['median']:10.1f} {found['p95']:8.1f} "
            f"{found['kib']:6.0f} {found['each'] / ours:7.2f}×"
        )
    print("Left out: Datasette, which is not among what is installed for development.\n")


def say(what: str) -> None:
    """Print at once."""
    print(what, flush=True)


if __name__ == "__main__":
    main()
