"""A page of our API against the usual ways, on the same claims, in one run: `make bench`.

BENCH_ITEMS accepted claims (100,000 unless said; BIG=1 means a million), pages of 50 under three
filters, BENCH_CLIENTS clients (16) for BENCH_SECONDS (10) each, at any depth of the list. Every
server is gunicorn with the same two processes of eight threads. Then one client alone asks ours
for pages from the first to the last. Datasette joins in where BENCH_DATASETTE names its
program, installed in a virtual environment of its own: it is one process, as it comes, and reads
one flat row a claim: no link, no standing and no reviewers are looked up, and no reader is asked.
"""

import contextlib
import http.client
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.parts import datasette_claims  # noqa: E402

ITEMS = int(os.environ.get("BENCH_ITEMS") or (1_000_000 if os.environ.get("BIG") else 100_000))
CLIENTS = int(os.environ.get("BENCH_CLIENTS") or 16)
SECONDS = float(os.environ.get("BENCH_SECONDS") or 10)
DATASETTE = os.environ.get("BENCH_DATASETTE", "")
WANTED = "effect=restores_sensitivity&settings=in_vitro&agents=cisplatin"

ADDRESS = f"/api/v1/items?{WANTED}&cursor=EVD-{{after:06d}}.1"

# label, application, environment
SERVERS: tuple[tuple[str, str, dict[str, str]], ...] = (
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
        figures = {label: measured(served(module, more), last) for label, module, more in SERVERS}
        if DATASETTE:
            figures["Datasette"] = measured(datasette(), last, datasette_claims.ADDRESS)
        report(figures)
        depth(last)
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
    port = free_port()
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings.base", "EVIDENCE_DEMO": "1"}
    command = [
        sys.executable, "-m", "gunicorn", f"{module}:application", "--bind", f"127.0.0.1:{port}",
        "--worker-class", "gthread", "--workers", "2", "--threads", "8", "--keep-alive", "30",
        "--log-level", "error",
    ]  # fmt: skip
    with running(command, port, settings | more):
        yield port


@contextlib.contextmanager
def datasette() -> Iterator[int]:
    """Serve the same claims by Datasette until the block ends; yield its port."""
    with tempfile.TemporaryDirectory() as folder:
        path, port = datasette_claims.make_file(Path(folder)), free_port()
        command = [DATASETTE, "serve", "--immutable", str(path), "--port", str(port)]
        with running(command, port, {}):
            yield port


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


@contextlib.contextmanager
def running(command: list[str], port: int, more: dict[str, str]) -> Iterator[None]:
    """Run a server, from when each of its processes answers until the block ends."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | more,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        # gunicorn listens before its processes have loaded what they serve.
        for _ in range(10):
            answer_of(port, "/")
        yield
    finally:
        process.terminate()
        process.wait(20)


def answer_of(port: int, address: str, seconds: float = 60) -> bytes:
    """Ask a server once, whatever it answers, as soon as it does."""
    until = time.perf_counter() + seconds
    while True:
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, seconds)
            line.request("GET", address)
            return line.getresponse().read()
        except OSError:
            if time.perf_counter() > until:
                raise
            time.sleep(0.1)


def measured(
    server: contextlib.AbstractContextManager[int], last: int, address: str = ADDRESS
) -> dict[str, float]:
    """Ask one server from all clients at once; return requests a second and times in ms."""
    with server as port:
        ask(port, last, 2.0, address)  # warm
        began = time.perf_counter()
        times, size = ask(port, last, SECONDS, address)
        took = time.perf_counter() - began
    return {
        "each": len(times) / took,
        "median": statistics.median(times) * 1000,
        "p95": statistics.quantiles(times, n=20)[18] * 1000,
        "kib": size / len(times) / 1024,
    }


def ask(port: int, last: int, seconds: float, address: str) -> tuple[list[float], int]:
    """Ask pages at random depths for some seconds; return how long each took, and all bytes."""
    times: list[float] = []
    sizes: list[int] = []
    until = time.perf_counter() + seconds

    def client(seed: int) -> None:
        chance, line = random.Random(seed), http.client.HTTPConnection("127.0.0.1", port, 30)
        while time.perf_counter() < until:
            after = chance.randrange(1, max(last * 9 // 10, 2))
            began = time.perf_counter()
            line.request("GET", address.format(after=after))
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


def depth(last: int) -> None:
    """Ask our API for pages along the whole list: one client."""
    label, module, more = SERVERS[0]
    medians = []
    with served(module, more) as port:
        for share in (0, 25, 50, 75, 99):
            first, times = max(last * share // 100, 1), []
            for after in range(first, first + 20):
                began = time.perf_counter()
                answer_of(port, ADDRESS.format(after=after))
                times.append((time.perf_counter() - began) * 1000)
            medians.append(f"{share} % {statistics.median(times):.1f} ms")
    say(f"{label}, one client, medians along the list: {', '.join(medians)}")


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
    print()


def say(what: str) -> None:
    """Print at once."""
    print(what, flush=True)


if __name__ == "__main__":
    main()
