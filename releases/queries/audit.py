"""The record of events held against itself and against the releases that anchor it.

Every stream of events is a chain; each release keeps where every chain stood, and publishes one
hash over all of them. Changing an event breaks its chain; making a chain anew, or cutting its end
off, leaves it at odds with a release.
"""

import uuid
from collections.abc import Iterator

from django.db import connection
from django.db.models import Exists, OuterRef

from ground.events import GENESIS, link_hash
from ground.models import Event
from releases.models import Release

_HEADS = """
    SELECT encode(sha256(convert_to(coalesce(
        string_agg(stream || ' ' || hash, E'\\n' ORDER BY stream COLLATE "C"), ''), 'UTF8')), 'hex')
    FROM ({heads}) head
    """
_NOW = """
    SELECT DISTINCT ON (stream) stream, position, hash FROM ground_event
    ORDER BY stream, position DESC
    """
_KEPT = "SELECT stream, position, hash FROM releases_release_head WHERE release_id = %s"
_KEEP = f"""
    INSERT INTO releases_release_head (release_id, stream, position, hash)
    SELECT %s, stream, position, hash FROM ({_NOW}) head
    """


def keep_heads(release: Release) -> str:
    """Keep where every stream stands; return the SHA-256 of them sorted, "stream hash" a line."""
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [release.pk])
    return _digest(_KEPT, [release.pk])


def broken_events() -> Iterator[str]:
    """Yield a sentence for the first event of each stream that does not follow from those before.

    Reads the whole record once, stream by stream.
    """
    stream, previous, position, is_broken = "", GENESIS, 1, False
    ordered = Event.objects.order_by("stream", "position").iterator(chunk_size=2_000)
    for event in ordered:
        if event.stream != stream:
            stream, previous, position, is_broken = event.stream, GENESIS, 1, False
        if is_broken:
            continue
        if event.position != position:
            yield f"{stream}: event {position} is missing; {event.position} stands in its place."
            is_broken = True
        elif event.previous_hash != previous:
            yield f"{stream}: event {position} does not follow from the one before it."
            is_broken = True
        elif event.hash != link_hash(event):
            yield f"{stream}: event {position} ({event.verb}) is not what was recorded."
            is_broken = True
        previous, position = event.hash, position + 1


def broken_anchors() -> Iterator[str]:
    """Yield a sentence for every release whose heads the record no longer bears out."""
    for release in Release.objects.order_by("published_at"):
        if _digest(_KEPT, [release.pk]) != release.manifest["events_sha256"]:
            yield f"{release.number}: the heads kept for it are not those it was published with."
        still_there = Event.objects.filter(
            stream=OuterRef("stream"), position=OuterRef("position"), hash=OuterRef("hash")
        )
        for head in release.heads.filter(~Exists(still_there)).order_by("stream")[:10]:
            yield (
                f"{head.stream}: event {head.position} is not the one that release "
                f"{release.number} was published with."
            )


def _digest(heads: str, params: list[uuid.UUID]) -> str:
    with connection.cursor() as cursor:
        cursor.execute(_HEADS.format(heads=heads), params)
        (digest,) = cursor.fetchone()
    return str(digest)
