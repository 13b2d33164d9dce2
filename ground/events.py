"""Writing to and checking the record of events."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from django.db import connection, transaction

from . import clock
from .canonical import canonical_json, sha256_hex
from .copying import copy_rows
from .models import Event

GENESIS = "0" * 64


class Actor(Protocol):
    """Whoever acts: a person, known here by number only."""

    pk: Any


class Site(Actor):
    """The site itself, which notices things that nobody did through it."""

    pk = None


def lock(stream: str) -> None:
    """Let nobody else write to `stream` until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [stream])


def record(*, stream: str, verb: str, data: dict[str, Any] | None = None, actor: Actor) -> Event:
    """Append one event to `stream` (such as "item:EVD-000001") and return it.

    Runs inside the caller's transaction; a second writer of the same stream waits for the
    first, so positions have no gaps. `data` must hold no names, e-mail addresses or judgements
    that are still sealed: events outlive the people in them.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An event is recorded with its effect.")
    lock(stream)
    last = Event.objects.filter(stream=stream).order_by("-position").first()
    entry = _after(last, stream, verb, data or {}, actor)
    event = Event(**entry._asdict(), hash=link_hash(entry))
    event.save(force_insert=True)
    return event


def record_firsts(*, streams: dict[str, dict[str, Any]], verb: str, actor: Actor) -> None:
    """Record the first event of each new stream, with its data, in one go.

    The caller has just made what the streams are about, so nobody else writes to them yet.
    """
    _copy(_after(None, stream, verb, data, actor) for stream, data in streams.items())


def record_all(*, streams: dict[str, dict[str, Any]], verb: str, actor: Actor) -> None:
    """Append one event to each of `streams`, with its data, in two queries.

    The caller holds the lock of what each stream is about, under which alone it is written to.
    """
    last = {
        event.stream: event
        for event in Event.objects.filter(stream__in=streams)
        .order_by("stream", "-position")
        .distinct("stream")
    }
    _copy(_after(last.get(stream), stream, verb, data, actor) for stream, data in streams.items())


class Entry(NamedTuple):
    """What an event says and which one it follows, under the names that `Event` has for it."""

    stream: str
    position: int
    verb: str
    actor_id: int | None
    at: datetime
    data: str
    previous_hash: str


def _after(last: Event | None, stream: str, verb: str, data: dict[str, Any], actor: Actor) -> Entry:
    position, previous = (last.position + 1, last.hash) if last else (1, GENESIS)
    return Entry(stream, position, verb, actor.pk, clock.now(), canonical_json(data), previous)


def _copy(entries: Iterable[Entry]) -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An event is recorded with its effect.")
    rows = ((uuid.uuid4(), *entry, link_hash(entry)) for entry in entries)
    copy_rows(Event, ("id", *Entry._fields, "hash"), rows)


def link_hash(event: Event | Entry) -> str:
    """Return the hash that ties `event` to the one before it in its stream."""
    return sha256_hex(
        canonical_json(
            {
                "stream": event.stream,
                "position": event.position,
                "verb": event.verb,
                "actor": event.actor_id,
                "at": event.at.isoformat(),
                "data": event.data,
                "previous": event.previous_hash,
            }
        )
    )


def first_broken(stream: str) -> Event | None:
    """Return the first event of `stream` that does not follow from the one before, or None."""
    previous, position = GENESIS, 1
    for event in Event.objects.filter(stream=stream).order_by("position"):
        whole = event.previous_hash == previous and event.position == position
        if not whole or event.hash != link_hash(event):
            return event
        previous, position = event.hash, position + 1
    return None
