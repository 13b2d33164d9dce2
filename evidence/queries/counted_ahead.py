"""Accepted claims counted ahead, for the pictures that open most: `actions.folding` keeps them.

What changed since the last fold is counted one by one, in the same statement. So the sum is that
of the list behind it, before, during and after a fold; docs/adr/0032 says what this costs.
"""

from collections.abc import Sequence

from django.core.exceptions import EmptyResultSet
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from evidence.models import Version
from evidence.models.versions import AUDIENCES
from evidence.policies.direction import RESISTS, SENSITISES

from .bits import BLOCK, UNFOLDED, composed, is_set
from .items import Listing
from .sides import ACTING, Facets, grouped, keys_of

# The matrix as it opens, the therapies, and the steps of the flow. Whoever changes this, or the
# list of effects, has a migration call begin_tallies_anew().
KEPT: tuple[Facets, ...] = (
    ("cargo", "agents"),
    ("agents", "effect"),
    ("tissue", "cargo_kind"),
    ("tissue", "cargo"),
    ("cargo_kind", "direct_targets"),
    ("cargo", "direct_targets"),
    ("direct_targets", "mechanism_classes"),
    ("mechanism_classes", "agents"),
)
CONTRADICTING: Facets = (ACTING, "agents", "cancer")

# Which versions were counted is said by the bits: those that were accepted at the last fold.
COUNTED_AHEAD = f"""
    SELECT version.id FROM evidence_version version JOIN evidence_facet_bits folded
        ON role = 'status' AND value = 'accepted' AND block = version.id / {BLOCK}
    WHERE {is_set("bits", "version.id")} AND version.item_id = ANY ({{items}})
    """
_CHANGES = """
    WITH aside (items) AS MATERIALIZED (SELECT array_agg(item_id) FROM ({aside}) one (item_id)),
    changed (id, number) AS MATERIALIZED (
        SELECT id, sum(number) FROM (
            SELECT id, 1 number FROM ({now}) now (id) UNION ALL SELECT id, -1 FROM ({before}) before
        ) one GROUP BY id HAVING sum(number) <> 0
    )"""
# Where an item has a newer version to show than the accepted one, that is what a list shows.
_SHOWN_ANOTHER = """
    SELECT newer.item_id FROM evidence_standing newer JOIN evidence_standing accepted
        ON accepted.item_id = newer.item_id AND accepted.status = 'accepted'
    WHERE newer.version_id > accepted.version_id AND newer.status = ANY(%s)
    """
_ITEMS = "(SELECT items FROM aside)::bigint[]"


def changes_of(versions: QuerySet[Version], listing: Listing) -> str:
    """Return `WITH …` for `changed`: the versions that are counted besides what was counted ahead
    (1) or taken from it (-1), so that `versions`, the accepted ones of `listing`, are left.

    Raises EmptyResultSet where there can be none.
    """
    others = [status for status in AUDIENCES[listing.audience] if status != "accepted"]
    aside = UNFOLDED + " UNION " + composed(_SHOWN_ANOTHER, [others])
    try:
        apart = listing.apart.order_by().values_list("item_id")
        aside += " UNION " + composed(*apart.query.sql_with_params())
    except EmptyResultSet:
        pass
    is_aside = RawSQL(f"evidence_version.item_id = ANY ({_ITEMS})", (), BooleanField())
    now = versions.filter(is_aside).order_by().values_list("pk")
    return _CHANGES.format(
        aside=aside,
        now=composed(*now.query.sql_with_params()),
        before=COUNTED_AHEAD.format(items=_ITEMS),
    )


def _tally_of(keys: str) -> str:
    return grouped(f"""
        SELECT facets, key, effect, directness, number claims
        FROM changed JOIN evidence_version_sides sides ON version_id = id CROSS JOIN LATERAL {keys}
        """)


# SQL for what `changed` adds to the tallies, and to what is kept of contradictions.
TALLY_CHANGES = _tally_of(keys_of(KEPT, [" ".join(facets) for facets in KEPT]))


def _pointing(effects: Sequence[str]) -> str:
    listed = ", ".join(f"'{effect}'" for effect in effects)
    return f"coalesce(sum(number) FILTER (WHERE effect IN ({listed})), 0)::bigint"


def _each(column: str) -> str:
    return f"CROSS JOIN LATERAL unnest(string_to_array({column}, ' ')) {column}_one"


# Unknowns and "none given" are no terms and contradict nothing.
OPPOSED_CHANGES = f"""
    SELECT {", ".join(f"{column}_one {column}" for column in CONTRADICTING)},
        {_pointing(RESISTS)} resists, {_pointing(SENSITISES)} sensitises
    FROM changed JOIN evidence_version_sides sides ON version_id = id
    {" ".join(map(_each, CONTRADICTING))}
    WHERE effect IN ({", ".join(f"'{effect}'" for effect in (*RESISTS, *SENSITISES))})
        AND {" AND ".join(f"{column}_one ~ '[0-9]'" for column in CONTRADICTING)}
    GROUP BY 1, 2, 3
    """


def kept_groups(changes: str, wanted: Sequence[Facets]) -> str:
    """Return SQL for facets, key, numbers of what is kept along `wanted`, and of `changes`."""
    kept = composed("%s::text[]", [[" ".join(facets) for facets in wanted]])
    return f"""{changes}
        SELECT (place - 1)::int, key, numbers FROM evidence_tally
        JOIN unnest({kept}) WITH ORDINALITY one (facets, place) USING (facets)
        UNION ALL {_tally_of(keys_of(wanted, range(len(wanted))))}
        """


def opposed_among(ids: str, facets: Facets) -> str:
    """Return SQL for the pairs, along two of `CONTRADICTING`, of cargo, agents and cancers of
    which the versions that `ids` is SQL for point both ways."""
    return f"""
        WITH changed (id, number) AS (SELECT id, 1 FROM ({ids}) one (id))
        SELECT DISTINCT {_pair(facets)} FROM ({OPPOSED_CHANGES}) one
        WHERE resists > 0 AND sensitises > 0
        """


def opposed_ahead(changes: str, facets: Facets) -> str:
    """Return SQL for the same of what is kept, and of `changes`."""
    columns = ", ".join(CONTRADICTING)
    return f"""{changes}, differing AS MATERIALIZED ({OPPOSED_CHANGES})
        SELECT DISTINCT {_pair(facets)} FROM evidence_opposed kept
        WHERE resists > 0 AND sensitises > 0
            AND NOT EXISTS (SELECT FROM differing WHERE ({columns}) =
                (kept.{", kept.".join(CONTRADICTING)}))
        UNION SELECT {_pair(facets)} FROM (
            SELECT {columns}, sum(resists) resists, sum(sensitises) sensitises
            FROM (SELECT * FROM differing UNION ALL SELECT kept.* FROM evidence_opposed kept
                JOIN differing USING ({columns})) one
            GROUP BY {columns}) one
        WHERE resists > 0 AND sensitises > 0
        """


def _pair(facets: Facets) -> str:
    return ", ".join(f"ltrim({ACTING}, '-')" if name == "cargo" else name for name in facets)
