"""The flow of claims through the stages of an argument, from donor tissue to effect."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet

from evidence.models import Version

from .axes import links_of
from .bits import composed
from .facets import Facet


class Band(NamedTuple):
    """A place in a stage: one value of its facet, or several that are shown as one."""

    stage: int
    keys: tuple[str, ...]


class Counted(NamedTuple):
    """Claims by effect: of each band, and of each two bands that follow one another."""

    bands: dict[int, dict[str, int]]
    steps: dict[tuple[int, int], dict[str, int]]


_COUNTED = """, placed AS MATERIALIZED (
        SELECT DISTINCT band, stage, version_id FROM links
        JOIN unnest(%(roles)s::text[], %(keys)s::text[], %(bands)s::int[], %(stages)s::int[])
            member (role, key, band, stage) USING (role, key)
    ), said AS MATERIALIZED (
        SELECT band, stage, version_id, value effect FROM placed
        JOIN evidence_version_choice USING (version_id) WHERE role = 'effect'
    )
    SELECT band, NULL, effect, count(*) FROM said GROUP BY band, effect
    UNION ALL
    SELECT said.band, onward.band, said.effect, count(*) FROM said
    JOIN placed onward ON onward.version_id = said.version_id AND onward.stage = said.stage + 1
    GROUP BY said.band, onward.band, said.effect
    """


def count_flow(
    versions: QuerySet[Version], stages: Sequence[Facet], bands: Sequence[Band], *, exact: bool
) -> Counted:
    """Return the claims of `bands`, and of every step from one stage to the next; one query."""
    counted = Counted({}, {})
    links = links_of(versions, stages, exact=exact)
    if not links or not bands:
        return counted
    rows = [
        (stages[band.stage].name, key, number, band.stage)
        for number, band in enumerate(bands)
        for key in band.keys
    ]
    columns = [list(column) for column in zip(*rows, strict=True)]
    given = dict(zip(("roles", "keys", "bands", "stages"), columns, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(links + composed(_COUNTED, given))
        for band, onward, effect, claims in cursor.fetchall():
            if onward is None:
                counted.bands.setdefault(band, {})[effect] = claims
            else:
                counted.steps.setdefault((band, onward), {})[effect] = claims
    return counted
