"""What claims on a therapy say, mechanism by mechanism: what resists it and what reverses that."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from evidence.models import Version
from evidence.policies.direction import RESISTS, SENSITISES

from .axes import Axis, name_terms
from .bits import composed
from .facets import FACETS, Facet

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


# `links` say which value of which facet each version has, once; a broader term has the versions
# of the narrower ones.
_LINKS = """
    WITH RECURSIVE matching (id) AS MATERIALIZED (%(matching)s
    ), above (term_id, ancestor_id) AS (
        SELECT id, id FROM evidence_term WHERE vocabulary = ANY(%(vocabularies)s)
    UNION
        SELECT above.term_id, wider.id FROM above
        JOIN evidence_term term ON term.id = above.ancestor_id
        JOIN LATERAL (VALUES (term.broader_id), (term.replaced_by_id)) wider (id)
            ON wider.id IS NOT NULL AND %(narrower)s
    ), links (role, key, version_id) AS MATERIALIZED (
        SELECT DISTINCT role, ancestor_id::text, version_id FROM evidence_version_term
        JOIN above USING (term_id)
        WHERE role = ANY(%(roles)s) AND version_id IN (SELECT id FROM matching)
    UNION ALL
        SELECT role, value, version_id FROM evidence_version_choice
        WHERE role = ANY(%(roles)s) AND version_id IN (SELECT id FROM matching)
    )"""


def _links_of(versions: QuerySet[Version], facets: Sequence[Facet], *, exact: bool) -> str:
    """Return `WITH …` for the links of `versions` along `facets`; "" where there can be none."""
    try:
        ids = versions.order_by().values_list("pk").query.sql_with_params()
    except EmptyResultSet:
        return ""
    return _LINKS % {
        "matching": composed(*ids),
        "vocabularies": composed("%s::text[]", [[f.vocabulary for f in facets if f.vocabulary]]),
        "narrower": "false" if exact else "true",
        "roles": composed("%s::text[]", [[facet.name for facet in facets]]),
    }


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
    links = _links_of(versions, [FACETS[name] for name in names], exact=exact)
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
    name_terms(list(axes.values()), (key for axis in axes.values() for key in axis.claims))
    return Therapy(sides, axes)
