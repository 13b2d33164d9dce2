"""Writing to and checking the record of events."""

from collections.abc import Sequence
from typing import Any, Protocol

from django.db import connection, transaction

from . import clock
from .canonical import canonical_json, sha256_hex
from .copying import copy_in
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
    event = Event(
        stream=stream,
        position=last.position + 1 if last else 1,
        verb=verb,
        actor_id=actor.pk,
        at=clock.now(),
        data=canonical_json(data or {}),
        previous_hash=last.hash if last else GENESIS,
    )
    event.hash = link_hash(event)
    event.save(force_insert=True)
    return event


def record_firsts(
    *, streams: dict[str, dict[str, Any]], verb: str, actor: Actor
) -> Sequence[Event]:
    """Record the first event of each new stream, with its data, in one go; return them.

    The caller has just made what the streams are about, so nobody else writes to them yet.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An event is recorded with its effect.")
    events = [
        Event(
            stream=stream,
            position=1,
            verb=verb,
            actor_id=actor.pk,
            at=clock.now(),
            data=canonical_json(data),
            previous_hash=GENESIS,
        )
        for stream, data in streams.items()
    ]
    for event in events:
        event.hash = link_hash(event)
    return copy_in(events)


def record_all(*, streams: dict[str, dict[str, Any]], verb: str, actor: Actor) -> list[Event]:
    """Append one event to each of `streams`, with its data, in two queries; return them.

    The caller holds the lock of what each stream is about, under which alone it is written to.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An event is recorded with its effect.")
    last = {
        event.stream: event
        for event in Event.objects.filter(stream__in=streams)
        .order_by("stream", "-position")
        .distinct("stream")
    }
    events = []
    for stream, data in streams.items():
        before = last.get(stream)
        event = Event(
            stream=stream,
            position=before.position + 1 if before else 1,
            verb=verb,
            actor_id=actor.pk,
            at=clock.now(),
            data=canonical_json(data),
            previous_hash=before.hash if before else GENESIS,
        )
        event.hash = link_hash(event)
        events.append(event)
    return Event.objects.bulk_create(events)


def link_hash(event: Event) -> str:
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
