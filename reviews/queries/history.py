"""The record of an item, as far as the reader may know it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import Person
from evidence.models import Item, Version, VersionAuthor
from ground.models import Event
from reviews.policies.record import Line, Reader, told

MOST_EVENTS = 500


@dataclass(frozen=True)
class HistoryLine:
    """An event and when it was."""

    at: datetime
    line: Line


def history_lines(
    item: Item, versions: Sequence[Version], reader: Person | None
) -> list[HistoryLine]:
    """Return what happened to `item`, newest first; `versions` are those `reader` may read.

    Only the item's own stream is looked at: what is sealed is in another one.
    """
    events = Event.objects.filter(stream=f"item:{item.accession}").order_by("-position")
    who = _reader(item, reader)
    visible = {version.number for version in versions}
    lines = []
    for event in events[:MOST_EVENTS]:
        line = told(event.verb, json.loads(event.data), who, visible)
        if line is not None:
            lines.append(HistoryLine(event.at, line))
    return lines


def _reader(item: Item, reader: Person | None) -> Reader:
    if reader is None or not reader.is_authenticated:
        return Reader(False, False, False)
    is_author = VersionAuthor.objects.filter(item=item, person=reader).exists()
    return Reader(True, reader.is_editor, is_author or item.created_by_id == reader.pk)
