"""Claims counted ahead, for what opens most: `actions.folding` keeps them.

What changed since the last fold is counted one by one, in the same statement. So the sum is that
of the list behind it, before, during and after a fold; docs/adr/0032 says what this costs.
"""

from collections.abc import Collection, Iterable, Sequence

from django.core.exceptions import EmptyResultSet
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from evidence.models import Version
from evidence.models.versions import AUDIENCES
from evidence.policies.direction import RESISTS, SENSITISES

from .bits import BLOCK, UNFOLDED, composed, is_set
from .facets import FACETS
from .items import Listing
from .sides import ACTING, Facets, grouped, keys_of

# The facets one by one, for the list of every audience.
SINGLE: tuple[Facets, ...] = tuple(
    (f.name,) for f in FACETS.values() if f.counted and f.kind in ("term", "choice")
)
# Of accepted claims: the matrix as it opens, the therapies, and the steps of the flow. Whoever
# changes either, or the list of effects, has a migration call begin_tallies_anew().
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

# Of accepted claims, which are all that this audience reads.
ACCEPTED = "visitors"

# Which versions were counted is said by the bits: those that each audience read at the last fold.
COUNTED_AHEAD = f"""
    SELECT value audience, version.id FROM evidence_version version JOIN evidence_facet_bits folded
        ON role = 'reads' AND block = version.id / {BLOCK}
    WHERE {is_set("bits", "version.id")} AND version.item_id = ANY ({{items}})
    """
_CHANGES = """
    WITH aside (items) AS MATERIALIZED (SELECT array_agg(item_id) FROM ({aside}) one (item_id)),
    changed (audience, id, number) AS MATERIALIZED (
        SELECT {audience}, id, sum(number) FROM (
            SELECT id, 1 number FROM ({now}) now (id)
            UNION ALL SELECT id, -1 FROM ({before}) before WHERE audience = {audience}
        ) one GROUP BY id HAVING sum(number) <> 0
    )"""
# Where an item has a newer version to show than the accepted one, that is what a list shows.
_SHOWN_ANOTHER = """
    SELECT newer.item_id FROM evidence_standing newer JOIN evidence_standing accepted
        ON accepted.item_id = newer.item_id AND accepted.status = 'accepted'
    WHERE newer.version_id > accepted.version_id AND newer.status = ANY(%s)
    """
_ITEMS = "(SELECT items FROM aside)::bigint[]"


def accepted_changes(versions: QuerySet[Version], listing: Listing) -> str:
    """Return `WITH …` for `changed`: the versions that are counted besides what was counted ahead
    of accepted claims (1) or taken from it (-1), so that `versions`, the accepted ones of
    `listing`, are left.

    Raises EmptyResultSet where there can be none.
    """
    others = [status for status in AUDIENCES[listing.audience] if status != "accepted"]
    return _changes(versions, listing, ACCEPTED, composed(_SHOWN_ANOTHER, [others]))


def listing_changes(listing: Listing) -> str:
    """Return the same for all versions of `listing` and what was counted ahead for its audience."""
    return _changes(listing.versions, listing, listing.audience)


def _changes(versions: QuerySet[Version], listing: Listing, audience: str, *more_aside: str) -> str:
    aside = " UNION ".join((UNFOLDED, *more_aside))
    try:
        apart = listing.apart.order_by().values_list("item_id")
        aside += " UNION " + composed(*apart.query.sql_with_params())
    except EmptyResultSet:
        pass
    is_aside = RawSQL(f"evidence_version.item_id = ANY ({_ITEMS})", (), BooleanField())
    now = versions.filter(is_aside).order_by().values_list("pk")
    return _CHANGES.format(
        aside=aside,
        audience=composed("%s::text", [audience]),
        now=composed(*now.query.sql_with_params()),
        before=COUNTED_AHEAD.format(items=_ITEMS),
    )


_COUNTED = """
    SELECT audience, facets, key, effect, directness, number claims
    FROM changed JOIN evidence_version_sides sides ON version_id = id CROSS JOIN LATERAL {keys}
    """


def _names_of(several: Iterable[Facets]) -> list[str]:
    return [" ".join(facets) for facets in several]


# SQL for what `changed` adds to the tallies, and to what is kept of contradictions.
TALLY_CHANGES = grouped(
    _COUNTED.format(keys=keys_of((*SINGLE, *KEPT), _names_of((*SINGLE, *KEPT))))
    + f"WHERE audience = '{ACCEPTED}' OR strpos(facets, ' ') = 0",
    by="audience, facets, key",
)


def _pointing(effects: Sequence[str]) -> str:
    listed = ", ".join(f"'{effect}'" for effect in effects)
    return f"coalesce(sum(number) FILTER (WHERE effect IN ({listed})), 0)::bigint"


def _each(column: str) -> str:
    return f"CROSS JOIN LATERAL unnest(string_to_array({column}, ' ')) {column}_one"


# What points a way. Unknowns and "none given" are no terms and contradict nothing: numbers, also
# those with a minus, come before every word.
_POINTS = f"effect IN {(*RESISTS, *SENSITISES)}"
_TRIPLE = ", ".join(CONTRADICTING)
_HAS_SEVERAL = f"strpos({' || '.join(CONTRADICTING)}, ' ') > 0"
_OPPOSED = f"""
    SELECT {_TRIPLE}, {_pointing(RESISTS)} resists, {_pointing(SENSITISES)} sensitises
    FROM (SELECT {_TRIPLE}, effect, number FROM pointing WHERE NOT {_HAS_SEVERAL}
        UNION ALL SELECT {", ".join(f"{column}_one" for column in CONTRADICTING)}, effect, number
        FROM pointing {" ".join(map(_each, CONTRADICTING))} WHERE {_HAS_SEVERAL}) single
    WHERE {" AND ".join(f"{column} BETWEEN '-' AND ':'" for column in CONTRADICTING)}
    GROUP BY {_TRIPLE}
    """
OPPOSED_CHANGES = f"""
    WITH pointing AS MATERIALIZED (
        SELECT {_TRIPLE}, effect, number FROM changed JOIN evidence_version_sides ON version_id = id
        WHERE audience = '{ACCEPTED}' AND {_POINTS}
    ) {_OPPOSED}
    """


def kept_groups(
    changes: str,
    wanted: Sequence[Facets],
    audience: str = ACCEPTED,
    among: Sequence[Collection[str]] = (),
) -> str:
    """Return SQL for facets, key, numbers of what is kept along `wanted`, and of `changes`.

    Of what is kept only that whose values are `among` these, facet by facet, where they are given.
    """
    kept = composed("%s::text[]", [_names_of(wanted)])
    conditions = composed("audience = %s", [audience]) + f" AND facets = ANY ({kept})"
    for place, values in enumerate(among, start=1):
        conditions += composed(" AND split_part(key, '|', %s) = ANY (%s)", [place, list(values)])
    return f"""{changes}
        SELECT array_position({kept}, facets::text) - 1, key, numbers FROM evidence_tally
        WHERE {conditions}
        UNION ALL {grouped(_COUNTED.format(keys=keys_of(wanted, range(len(wanted)))))}
        """


def opposed_among(before: str, sides: str, facets: Facets) -> str:
    """Return SQL for the pairs, along two of `CONTRADICTING`, of cargo, agents and cancers of
    which the versions that `sides` is SQL for, after `before`, point both ways."""
    return f"""{before}{"," if before else "WITH"} pointing AS MATERIALIZED (
            SELECT {_TRIPLE}, effect, 1 number FROM ({sides}) sides WHERE {_POINTS})
        SELECT DISTINCT {_pair(facets)} FROM ({_OPPOSED}) one
        WHERE resists > 0 AND sensitises > 0
        """


def opposed_ahead(changes: str, facets: Facets) -> str:
    """Return SQL for the same of what is kept, and of `changes`."""
    return f"""{changes}, differing AS MATERIALIZED ({OPPOSED_CHANGES})
        SELECT DISTINCT {_pair(facets)} FROM evidence_opposed kept
        WHERE resists > 0 AND sensitises > 0
            AND NOT EXISTS (SELECT FROM differing WHERE ({_TRIPLE}) =
                (kept.{", kept.".join(CONTRADICTING)}))
        UNION SELECT {_pair(facets)} FROM (
            SELECT {_TRIPLE}, sum(resists) resists, sum(sensitises) sensitises
            FROM (SELECT * FROM differing UNION ALL SELECT kept.* FROM evidence_opposed kept
                JOIN differing USING ({_TRIPLE})) one
            GROUP BY {_TRIPLE}) one
        WHERE resists > 0 AND sensitises > 0
        """


def _pair(facets: Facets) -> str:
    return ", ".join(f"ltrim({ACTING}, '-')" if name == "cargo" else name for name in facets)
