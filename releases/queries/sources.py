"""The papers that a release's claims rest on, as they were frozen."""

from collections.abc import Iterator
from typing import Any

import orjson
from django.db import connection

from evidence.models import Citation
from releases.models import Release

_CITATIONS = """
    SELECT DISTINCT ON (version.answers -> 'citation' ->> 'key' COLLATE "C")
        (version.answers -> 'citation')::text
    FROM releases_release_version held
    JOIN evidence_version version ON version.id = held.version_id
    WHERE held.release_id = %s
    ORDER BY version.answers -> 'citation' ->> 'key' COLLATE "C", held.place DESC
    """
_PARTS = ("key", "kind", "title", "csl", "pmid", "pmcid", "doi", "nct")


def sources_of(release: Release) -> Iterator[Citation]:
    """Yield each paper once, by key, as the last of its claims in the release froze it.

    The citations are not stored rows: they hold what stood in the documents that day.
    """
    with connection.cursor() as cursor:
        cursor.execute(_CITATIONS, [release.pk])
        for (frozen,) in cursor.fetchall():
            known: dict[str, Any] = orjson.loads(frozen)
            yield Citation(**{name: known[name] for name in _PARTS if name in known})
