"""Writing once, however often it is asked: what a write answered is kept with its effect.

Whoever got no answer may send the same again under the same Idempotency-Key.
"""

import re
import time
from collections.abc import Callable
from datetime import timedelta

from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from psycopg.errors import DeadlockDetected

from accounts.models import Person
from ground import clock
from ground.canonical import sha256_hex

from .models import KeptAnswer
from .refusals import DoesNotFit, InFlight, Unclear

HEADER = "Idempotency-Key"
KEPT_FOR = timedelta(days=7)
_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_KEPT_HEADERS = ("Content-Type", "Location", "ETag")
_TRIES = 3


def key_of(request: HttpRequest) -> str:
    """Return the key of a write; refuse one without."""
    key = request.headers.get(HEADER, "")
    if _KEY.fullmatch(key):
        return key
    hint = "Make a new random one for every new write, and send the same again only with it."
    if not key:
        detail = f"The header {HEADER} is missing. Nothing was changed."
        raise Unclear(detail, code="idempotency_key_required", hint=hint)
    detail = f"The header {HEADER} holds 1 to 200 visible ASCII characters. Nothing was changed."
    raise Unclear(detail, code="idempotency_key_malformed", hint=hint)


def once(
    person: Person, key: str, asked: bytes, perform: Callable[[], HttpResponse]
) -> HttpResponse:
    """Return what `perform` answers, or answered before to the same request under the same key.

    A success is kept in the transaction that made it; a refusal is not, and may be tried again.
    Raises InFlight while the same key is worked on, DoesNotFit where it came with another request.
    """
    for attempt in range(1, _TRIES + 1):
        try:
            return _once(person, key, sha256_hex(asked.hex()), perform)
        except OperationalError as error:
            # Two writes waited for each other and PostgreSQL undid ours: nothing was done yet.
            if not isinstance(error.__cause__, DeadlockDetected) or attempt == _TRIES:
                raise
            time.sleep(0.05 * attempt)
    raise AssertionError("the last try answers or raises")


@transaction.atomic
def _once(
    person: Person, key: str, request_sha256: str, perform: Callable[[], HttpResponse]
) -> HttpResponse:
    if not _is_ours(person, key):
        raise InFlight(
            "A request under this Idempotency-Key is being worked on. Nothing was done twice.",
            hint="Ask again in a second, with the same key.",
            headers={"Retry-After": "1"},
        )
    kept = KeptAnswer.objects.filter(person=person, key=key).first()
    if kept is None:
        response = perform()
        if 200 <= response.status_code < 300:
            _keep(person, key, request_sha256, response)
        return response
    if kept.request_sha256 != request_sha256:
        raise DoesNotFit(
            "This Idempotency-Key came with another request before. Nothing was changed.",
            code="idempotency_key_reused",
            hint="Make a new random key for every new write.",
        )
    again = HttpResponse(bytes(kept.body), status=kept.status)
    for name, value in kept.headers.items():
        again[name] = value
    again["Idempotency-Replayed"] = "true"
    return again


def _is_ours(person: Person, key: str) -> bool:
    """Try the lock of this key: a second request is told at once instead of waiting."""
    with connection.cursor() as cursor:
        name = f"idempotency {person.pk} {key}"
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        (is_ours,) = cursor.fetchone()
    return bool(is_ours)


def _keep(person: Person, key: str, request_sha256: str, response: HttpResponse) -> None:
    now = clock.now()
    KeptAnswer.objects.filter(person=person, made_at__lt=now - KEPT_FOR).delete()
    KeptAnswer.objects.create(
        person=person,
        key=key,
        request_sha256=request_sha256,
        status=response.status_code,
        headers={name: response[name] for name in _KEPT_HEADERS if name in response},
        body=response.content,
        made_at=now,
    )
