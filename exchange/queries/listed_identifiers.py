"""Papers of which only identifiers were pasted: looked up where they are new."""

import time
from collections.abc import Iterable

from django.conf import settings

from evidence.identifiers import Identifier
from evidence.queries.papers import paper_by_identifier
from exchange.reference_files.found import FoundReference

from .look_up import look_up

SECONDS = 12.0


def look_up_all(identifiers: Iterable[Identifier]) -> tuple[list[FoundReference], list[str]]:
    """Return a record for each identifier, and what could not be looked up, as sentences.

    Looking up ends after some seconds in all; the rest is known by identifier alone and can be
    completed later by a citation file of the same papers.
    """
    deadline = time.monotonic() + SECONDS
    records, bare = [], []
    for one in identifiers:
        found, is_here = None, paper_by_identifier(one.value) is not None
        if settings.LOOK_UP and not is_here and time.monotonic() < deadline:
            found = look_up(one).found
        if found is None and not is_here:
            bare.append(one.value)
        kind = "trial" if one.kind == "nct" else "primary_study"
        plain = FoundReference(kind=kind, identifiers={one.kind: one.value}).finished()
        records.append(found or plain)
    return records, _said(bare)


def _said(bare: list[str]) -> list[str]:
    if not bare:
        return []
    named = ", ".join(bare[:8]) + (f" and {len(bare) - 8} more" if len(bare) > 8 else "")
    return [
        f"Known by identifier alone: {named}. A citation file of the same papers, dropped in "
        "later, fills in title, authors and abstract."
    ]
