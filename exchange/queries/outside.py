"""Asking the few outside hosts we ask: within 5 seconds, 1 MiB, three questions a second."""

import time
from urllib.parse import urlsplit

import httpx2
from django.conf import settings
from django.core.cache import cache

HOSTS = frozenset(
    {"www.ebi.ac.uk", "eutils.ncbi.nlm.nih.gov", "api.crossref.org", "clinicaltrials.gov"}
)
SECONDS = 5.0
MOST_BYTES = 1024 * 1024
A_SECOND = 3
_MOST_REDIRECTS = 3

# Tests put an answering machine here.
transport: httpx2.BaseTransport | None = None


class NotAnswered(Exception):
    """The host did not answer, or not with what was asked; the words say why."""


def fetch(url: str, *, deadline: float) -> bytes | None:
    """Return what is at `url`, or None where the host says there is nothing.

    `deadline` is a moment of `time.monotonic()`. Every redirect is held to the same hosts.
    Raises NotAnswered.
    """
    agent = f"EVidence/{settings.VERSION} ({settings.SITE_NAME})"
    with httpx2.Client(transport=transport, headers={"User-Agent": agent}) as client:
        for _ in range(_MOST_REDIRECTS + 1):
            host = urlsplit(url).hostname or ""
            if urlsplit(url).scheme != "https" or host not in HOSTS:
                raise NotAnswered(f"{host or url[:60]} is not a host that is asked")
            _wait_for_turn(host, deadline)
            try:
                with client.stream("GET", url, timeout=_left(deadline)) as response:
                    if response.is_redirect:
                        url = str(response.next_request.url) if response.next_request else ""
                        continue
                    return _body(response, host, deadline)
            except httpx2.HTTPError as error:
                raise NotAnswered(f"{host} did not answer") from error
    raise NotAnswered(f"{host} sends from one address to the next")


def _body(response: httpx2.Response, host: str, deadline: float) -> bytes | None:
    if response.status_code in (400, 404):
        return None
    if response.status_code != 200:
        raise NotAnswered(f"{host} answered with status {response.status_code}")
    body = b""
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > MOST_BYTES:
            raise NotAnswered(f"{host} answered with more than 1 MiB")
        _left(deadline)
    return body


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise NotAnswered(f"there was no answer within {SECONDS:.0f} seconds")
    return left


def _wait_for_turn(host: str, deadline: float) -> None:
    """Take one of the turns of this second; they lie in the database, for all workers together."""
    while True:
        second = int(time.time())
        if any(cache.add(f"outside:{host}:{second}:{turn}", 1, 2) for turn in range(A_SECOND)):
            return
        time.sleep(min(0.1, _left(deadline)))
