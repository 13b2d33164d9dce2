"""What claims on a therapy say, mechanism by mechanism: what resists it and what reverses that."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet

from evidence.models import Version
from evidence.policies.direction import RESISTS, SENSITISES

from .axes import Axis, links_of, name_terms
from .bits import composed
from .facets import FACETS

MECHANISM = "mechanism_classes"
PARTS = ("cargo", "direct_targets", "cancer")


@dataclass
class Side:
    """The claims of one mechanism that point one way: how many, how direct, at which levels."""

    claims: int = 0
    directness: int = 0
    levels: list[str] = field(default_factory=list)
    parts: dict[str, dict[str, int]] = field(default_factory=dict)


class Therapy(NamedTuple):
    """The sides by mechanism and direction, and the axes that name their values."""

    sides: dict[tuple[str, str], Side]
    axes: dict[str, Axis]


_SIDES = """, pointing AS MATERIALIZED (
        SELECT effect.version_id, CASE WHEN effect.value = ANY(%(resists)s::text[])
                THEN 'resists' ELSE 'sensitises' END side,
            direct.value::int directness, answers #>> '{level,value}' AS level
        FROM evidence_version_choice effect
        JOIN evidence_version version ON version.id = effect.version_id
        LEFT JOIN evidence_version_choice direct
            ON direct.version_id = effect.version_id AND direct.role = 'directness'
        WHERE effect.role = 'effect' AND version.id IN (SELECT id FROM matching)
            AND effect.value = ANY(%(resists)s::text[] || %(sensitises)s::text[])
    )
    SELECT key, side, NULL, NULL, count(*), max(directness),
        array_agg(DISTINCT level) FILTER (WHERE level <> '')
    FROM links JOIN pointing USING (version_id) WHERE role = %(mechanism)s GROUP BY key, side
    UNION ALL
    SELECT mechanism.key, side, part.role, part.key, count(*), NULL, NULL
    FROM links mechanism JOIN pointing USING (version_id) JOIN links part USING (version_id)
    WHERE mechanism.role = %(mechanism)s AND part.role <> %(mechanism)s
    GROUP BY mechanism.key, side, part.role, part.key
    """


def therapy_of(versions: QuerySet[Version], *, exact: bool) -> Therapy:
    """Return what `versions` say by mechanism and direction, in two queries."""
    names = (MECHANISM, *PARTS)
    axes = {name: Axis(FACETS[name]) for name in names}
    sides: dict[tuple[str, str], Side] = {}
    links = links_of(versions, [FACETS[name] for name in names], exact=exact)
    if not links:
        return Therapy(sides, axes)
    given = {"resists": list(RESISTS), "sensitises": list(SENSITISES), "mechanism": MECHANISM}
    with connection.cursor() as cursor:
        cursor.execute(links + composed(_SIDES, given))
        for mechanism, side, role, key, claims, directness, levels in cursor.fetchall():
            one = sides.setdefault((mechanism, side), Side())
            if role is None:
                one.claims, one.directness, one.levels = claims, directness or 0, levels or []
                axes[MECHANISM].claims[mechanism] = 1
            else:
                one.parts.setdefault(role, {})[key] = claims
                axes[role].claims[key] = 1
    name_terms(axes.values())
    return Therapy(sides, axes)
